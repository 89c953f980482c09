/** What the page asks about links into groups and those who ask to be let in. */
import { call, done } from './calling'
import type { InvitingQuestions } from './inviting'
import type { Office } from './office'

type Handlers = {
  [N in keyof InvitingQuestions]: (
    office: Office,
    ask: InvitingQuestions[N]['ask'],
  ) => Promise<InvitingQuestions[N]['answer']>
}

export const links: Handlers = {
  async chatInvites(office, { chat }) {
    const { invites } = await call(office, { type: 'list_chat_invites', chat_id: chat })
    return invites.map((row) => ({
      id: row.id,
      name: row.name ?? '',
      createdAt: row.created_at,
      expiresAt: row.expires_at ?? null,
      maxUses: row.max_uses ?? null,
      uses: row.uses ?? 0,
      approval: row.approval ?? false,
      registers: row.registers ?? false,
    }))
  },
  async createChatInvite(office, { chat, name, maxUses, seconds, approval, registers }) {
    const limits = { max_uses: maxUses, lifetime_s: seconds }
    const made = await call(office, {
      type: 'create_chat_invite',
      chat_id: chat,
      name,
      ...limits,
      approval,
      registers,
    })
    return { code: made.code ?? '' }
  },
  revokeChatInvite: (office, { chat, invite }) =>
    done(office, { type: 'revoke_chat_invite', chat_id: chat, invite_id: invite }),
  async chatInvitation(office, { code }) {
    if (code.startsWith('@')) {
      const found = await office.http.publicChat(code)
      const { inside = false, asked = false, chat_id = null } = found
      return {
        state: 'works',
        title: found.name,
        members: found.member_count,
        inviter: '',
        description: found.description ?? '',
        approval: found.approval ?? false,
        registers: false,
        chat: inside || asked ? chat_id : null,
        asked,
      }
    }
    const said = await office.http.chatInvitation(code)
    return {
      state: said.state,
      title: said.chat_name ?? '',
      members: said.member_count ?? 0,
      inviter: said.inviter ?? '',
      description: said.description ?? '',
      approval: said.approval ?? false,
      registers: said.registers ?? false,
      chat: said.chat_id ?? null,
      asked: said.asked ?? false,
    }
  },
  async joinChat(office, { code }) {
    if (code.startsWith('@')) {
      const found = await call(office, { type: 'look_up_public_chat', address: code })
      const joined = await call(office, { type: 'join_public_chat', chat_id: found.chat_id ?? '' })
      return { chat: joined.chat_id, asked: joined.asked ?? false }
    }
    const { chat_id, asked } = await call(office, { type: 'join_chat', code })
    return { chat: chat_id, asked: asked ?? false }
  },
  async publicChats(office, { q, after }) {
    const { chats, next } = await call(office, { type: 'find_public_chats', query: q, after })
    const rows = chats.map((row) => ({
      chat: row.chat_id ?? '',
      title: row.name,
      address: row.address,
      members: row.member_count,
      channel: row.channel ?? false,
      description: row.description ?? '',
      inside: row.inside ?? false,
      asked: row.asked ?? false,
    }))
    return { chats: rows, next: next ?? null }
  },
  async publishChat(office, { chat, address, approval }) {
    const row = await call(office, { type: 'publish_chat', chat_id: chat, address, approval })
    await office.engine?.replica.take([row])
    return null
  },
  async unpublishChat(office, { chat }) {
    const row = await call(office, { type: 'unpublish_chat', chat_id: chat })
    await office.engine?.replica.take([row])
    return null
  },
  withdrawJoin: (office, { chat }) => done(office, { type: 'withdraw_join_request', chat_id: chat }),
  answerInvited: (office, { chat, accept }) =>
    done(office, { type: 'answer_add_request', chat_id: chat, accept }),
  answerJoin: (office, { chat, user, approve }) =>
    done(office, { type: 'answer_join_request', chat_id: chat, user_id: user, approve }),
}
