/** The few requests that are made before there is a connection, or without one. */
import type {
  Account,
  ChatInvitation,
  Invitation,
  PublicChat,
  Register,
  ServerInfo,
  SignedIn,
  DeleteAccount,
  SignIn,
} from '../../api/schema'
import { Refusal, Unanswered } from './failure'

export type Deletion = Omit<DeleteAccount, 'type'>

type Fetch = (url: string, init: RequestInit) => Promise<Response>

export interface Http {
  server(): Promise<ServerInfo>
  account(): Promise<Account>
  register(command: Omit<Register, 'type'>): Promise<SignedIn>
  signIn(command: Omit<SignIn, 'type'>): Promise<SignedIn>
  signOut(): Promise<void>
  /** Over HTTP, because the connection ends before its answer. */
  deleteAccount(deletion: Deletion): Promise<void>
  /** Whose invite it is; the code goes in the body, never into an address. */
  invitation(code: string): Promise<Invitation>
  /** Where a link into a group leads, as far as whoever asks may know. */
  chatInvitation(code: string): Promise<ChatInvitation>
  /** The public chat of an address, as far as whoever asks may know. */
  publicChat(address: string): Promise<PublicChat>
}

/** Milliseconds after which a request counts as unanswered. */
const PATIENCE = 20_000

/** Speaks to the server that the page came from; throws `Refusal` or `Unanswered`. */
export function http(fetch: Fetch, base = ''): Http {
  async function request<T>(method: string, path: string, body?: object): Promise<T> {
    const init: RequestInit = { method, signal: AbortSignal.timeout(PATIENCE), cache: 'no-store' }
    if (body) {
      init.body = JSON.stringify(body)
      init.headers = { 'content-type': 'application/json' }
    }
    const answer = await fetch(`${base}/api/v1/${path}`, init).catch(unanswered)
    // A proxy in front may answer in its own words; that is no answer of the server's.
    const said = await answer.json().catch(unanswered)
    if (answer.ok) return said as T
    if (typeof said?.code !== 'string') throw new Unanswered(`status ${answer.status}`)
    throw new Refusal(said)
  }
  return {
    server: () => request('GET', 'server'),
    account: () => request('GET', 'account'),
    register: (command) => request('POST', 'users', command),
    signIn: (command) => request('POST', 'sessions', command),
    signOut: () => request('DELETE', 'sessions/current'),
    deleteAccount: (deletion) => request('POST', 'account/deletion', deletion),
    invitation: (code) => request('POST', 'invites/lookup', { code }),
    chatInvitation: (code) => request('POST', 'chat-invites/lookup', { code }),
    publicChat: (address) => request('GET', `public-chats/${encodeURIComponent(address)}`),
  }
}

function unanswered(reason: unknown): never {
  throw new Unanswered(String(reason))
}
