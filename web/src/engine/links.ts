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
    const { chat_id, asked } = await call(office, { type: 'join_chat', code })
    return { chat: chat_id, asked: asked ?? false }
  },
  withdrawJoin: (office, { chat }) => done(office, { type: 'withdraw_join_request', chat_id: chat }),
  answerJoin: (office, { chat, user, approve }) =>
    done(office, { type: 'answer_join_request', chat_id: chat, user_id: user, approve }),
}
