/** What the page asks and is answered once: sign-in, people, and changes to chats that need the server at once. */
import { call, done, seqOf } from './calling'
import { judging } from './judging'
import { links } from './links'
import { Refusal, Unanswered } from './net/failure'
import { newId } from './net/ids'
import type { Office } from './office'
import { polling } from './polling'
import type { DeviceRow, QuestionName, Questions } from './rpc'
import { shown } from './shown'
import type { Replica } from './sync/replica'
import { threading } from './threading'

type Handlers = {
  [N in QuestionName]: (office: Office, ask: Questions[N]['ask']) => Promise<Questions[N]['answer']>
}

export const handlers: Handlers = {
  ...judging,
  ...links,
  ...polling,
  ...threading,
  async login(office, { login, password }) {
    await office.signIn({ login, password, client: deviceName() })
    return null
  },
  async register(office, { name, username, password, invite }) {
    await office.register({ name, username, password, invite, client: deviceName() })
    return null
  },
  async logout(office, { keepDrafts, deletion }) {
    await office.signOut(keepDrafts, deletion)
    return null
  },
  async people(office, { q }) {
    const { people } = await call(office, { type: 'find_people', query: q, limit: 50 })
    const { engine } = office
    if (!engine) throw new Unanswered('nobody is signed in')
    // What the user calls somebody is known here alone.
    const sought = q.trim().toLowerCase()
    const called = [...engine.replica.contacts.values()].filter(
      ({ user_id, saved, own_name }) =>
        saved &&
        sought !== '' &&
        own_name.toLowerCase().includes(sought) &&
        people.every((person) => person.user_id !== user_id),
    )
    return [...called, ...people].map((person) => shown(engine, person))
  },
  async reactors(office, { chat, id, after }) {
    const { engine } = office
    const seq = (await engine?.replica.messageById(id))?.seq
    if (!engine || seq === undefined) return { rows: [], next: null }
    const page = await call(office, { type: 'list_reactions', chat_id: chat, seq, after })
    const rows = page.reactors.map((person) => ({ ...shown(engine, person), emoji: person.emoji }))
    return { rows, next: page.next ?? null }
  },
  edits: async (office, { chat, id, before }) =>
    call(office, { type: 'list_edits', chat_id: chat, seq: await seqOf(office, id), before }),
  async person(office, { user, name }) {
    const { engine } = office
    if (!engine) throw new Unanswered('nobody is signed in')
    const known = [...engine.replica.places.values()].flatMap((place) => place.members.get(user) ?? [])[0]
    const found = known ?? engine.replica.contacts.get(user)
    if (found) return shown(engine, found)
    const { people } = await call(office, { type: 'find_people', query: name, limit: 50 })
    const person = people.find(({ user_id }) => user_id === user)
    return person ? shown(engine, person) : null
  },
  async openDirect(office, { user }) {
    const state = await call(office, { type: 'open_direct', user_id: user })
    await office.engine?.replica.take([state.chat, ...state.members])
    return { chat: state.chat.id }
  },
  async createGroup(office, { title, members, channel = false }) {
    const chat_id = newId(office.surroundings.clock.now())
    const what = { chat_id, name: title, user_ids: members, channel }
    const state = await call(office, { type: 'create_group', ...what })
    await office.engine?.replica.take([state.chat, ...state.members])
    return { chat: chat_id, asked: state.asked ?? [] }
  },
  renameGroup: (office, { chat, title }) => done(office, { type: 'change_chat', chat_id: chat, name: title }),
  async setLifetime(office, { chat, seconds }) {
    const row = await call(office, { type: 'change_lifetime', chat_id: chat, lifetime_s: seconds })
    await office.engine?.replica.take([row])
    return null
  },
  async setRights(office, { chat, change }) {
    const { writes = null, comments = null, adds = null, pins = null } = change
    const { changes = null, slow = null, hourly = null } = change
    const row = await call(office, {
      type: 'change_rights',
      chat_id: chat,
      who_writes: writes,
      who_comments: comments,
      who_adds: adds,
      who_pins: pins,
      who_changes: changes,
      slow_s: slow,
      hourly,
    })
    await office.engine?.replica.take([row])
    return null
  },
  handOver: (office, { chat, user }) => done(office, { type: 'transfer_chat', chat_id: chat, user_id: user }),
  async addMembers(office, { chat, users }) {
    const asked: string[] = []
    for (const user of users) {
      const add = { type: 'add_member', chat_id: chat, user_id: user } as const
      const added = await call(office, add).catch((reason: unknown) => {
        // Somebody else was quicker, or an earlier try came through.
        if (!(reason instanceof Refusal && reason.code === 'already_a_member')) throw reason
      })
      if (added?.asked) asked.push(user)
    }
    return { asked }
  },
  removeMember: (office, { chat, user }) =>
    done(office, { type: 'remove_member', chat_id: chat, user_id: user }),
  setRole: (office, { chat, user, role }) =>
    done(office, { type: 'change_role', chat_id: chat, user_id: user, role }),
  leaveGroup: (office, { chat }) => done(office, { type: 'leave_chat', chat_id: chat }),
  deleteGroup: (office, { chat }) => done(office, { type: 'delete_chat', chat_id: chat }),
  async changeServer(office, change) {
    await call(office, { type: 'change_server', ...change })
    await office.describe()
    return null
  },
  async invites(office) {
    const { invites } = await call(office, { type: 'list_invites' })
    return invites.map(({ id, created_at, expires_at, max_uses, uses }) => {
      const limits = { expiresAt: expires_at ?? null, maxUses: max_uses ?? null }
      return { id, createdAt: created_at, ...limits, uses: uses ?? 0 }
    })
  },
  async createInvite(office, { maxUses, seconds }) {
    const made = await call(office, { type: 'create_invite', max_uses: maxUses, lifetime_s: seconds })
    return { code: made.code ?? '' }
  },
  revokeInvite: (office, { invite }) => done(office, { type: 'revoke_invite', invite_id: invite }),
  invitation: (office, { code }) => office.http.invitation(code),
  changePassword: (office, { current, wanted }) =>
    done(office, { type: 'change_password', old_password: current, new_password: wanted }),
  renameMe: (office, { name }) => done(office, { type: 'change_account', name }),
  async privacy(office) {
    const { account, contacts } = await replicaOf(office)
    const rules = {
      mayWrite: account?.who_may_write ?? 'everybody',
      mayAdd: account?.who_may_add ?? 'everybody',
      asksFirst: account?.ask_before_adding ?? false,
      seesLastSeen: account?.who_sees_last_seen ?? 'everybody',
      receipts: account?.read_receipts ?? true,
    }
    const blocked = [...contacts.values()]
      .filter((contact) => contact.blocked)
      .map(({ user_id, name, username, own_name }) => ({ id: user_id, name: own_name || name, username }))
    return { rules, blocked: blocked.sort((one, other) => one.name.localeCompare(other.name)) }
  },
  async changeRules(office, { mayWrite, mayAdd, asksFirst, seesLastSeen, receipts }) {
    const account = await call(office, {
      type: 'change_account',
      who_may_write: mayWrite ?? null,
      who_may_add: mayAdd ?? null,
      ask_before_adding: asksFirst ?? null,
      who_sees_last_seen: seesLastSeen ?? null,
      read_receipts: receipts ?? null,
    })
    await office.engine?.replica.take([account])
    return null
  },
  async contact(office, { user }) {
    const found = (await replicaOf(office)).contacts.get(user)
    const { saved = false, blocked = false } = found ?? {}
    return { saved, blocked, real: found?.own_name ? found.name || found.username : null }
  },
  async saveContact(office, { user, saved, name = '' }) {
    if (!saved) return done(office, { type: 'remove_contact', user_id: user })
    const contact = await call(office, { type: 'save_contact', user_id: user, own_name: name })
    await office.engine?.replica.take([contact])
    return null
  },
  async block(office, { user, blocked }) {
    if (!blocked) return done(office, { type: 'unblock_person', user_id: user })
    const contact = await call(office, { type: 'block_person', user_id: user })
    await office.engine?.replica.take([contact])
    return null
  },
  async clearCache(office) {
    await office.engine?.clearCache()
    return null
  },
  revokeOtherDevices: (office) => done(office, { type: 'revoke_other_sessions' }),
  revokeDevice: (office, { device }) => done(office, { type: 'revoke_session', session_id: device }),
}

/** The devices on which the user is signed in, the latest used first. */
export async function devices(office: Office): Promise<DeviceRow[]> {
  const { sessions } = await call(office, { type: 'list_sessions' })
  return sessions.map(({ id, client, address, created_at, used_at, current }) => {
    const times = { createdAt: created_at, lastSeenAt: used_at }
    return { key: id, name: client, address, ...times, current: current ?? false }
  })
}

/** What this device knows, once everything that has arrived is in it. */
async function replicaOf(office: Office): Promise<Replica> {
  if (!office.engine) throw new Unanswered('nobody is signed in')
  await office.engine.replica.take([])
  return office.engine.replica
}

/** What the list of devices calls this one: `Firefox, Windows`. */
function deviceName(): string {
  const agent = globalThis.navigator?.userAgent ?? ''
  const browser = /(Edg|OPR|Firefox|Chrome|Safari)(?=\w*\/)/.exec(agent)?.[1] ?? ''
  const system = /(Android|iPhone|iPad|Windows|Mac OS|CrOS|Linux)/.exec(agent)?.[1] ?? ''
  const names: Record<string, string> = { Edg: 'Edge', OPR: 'Opera', 'Mac OS': 'macOS', CrOS: 'ChromeOS' }
  return [browser, system].flatMap((name) => (name ? (names[name] ?? name) : [])).join(', ')
}
