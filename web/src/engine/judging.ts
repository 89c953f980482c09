/** How questions about reports and bans are answered. */
import type { Person as ServerPerson } from '../api/schema'
import { call, done, seqOf } from './calling'
import type { Office } from './office'
import type { Named, Questions, ReportQuestions } from './rpc'

type Handlers = {
  [N in keyof ReportQuestions]: (office: Office, ask: Questions[N]['ask']) => Promise<Questions[N]['answer']>
}

export const judging: Handlers = {
  async report(office, { user, reason, comment, message }) {
    const about = { type: 'report_person', user_id: user, reason, comment } as const
    if (!message) return done(office, about)
    return done(office, { ...about, chat_id: message.chat, seq: await seqOf(office, message.id) })
  },
  async reports(office, { before }) {
    const { reports, next } = await call(office, { type: 'list_reports', before })
    const rows = reports.map((report) => {
      const { id, person, reporter, reason, reported_at, banned_until } = report
      return {
        ...{ id, person: named(person), reporter: named(reporter), reason, at: reported_at },
        comment: report.comment ?? '',
        text: report.text ?? null,
        gone: report.seq != null && report.text == null,
        settled: report.settled ?? false,
        bannedUntil: banned_until ?? 0,
      }
    })
    return { rows, next: next ?? null }
  },
  async deeds(office, { before }) {
    const { deeds, next } = await call(office, { type: 'list_deeds', before })
    const rows = deeds.map(({ id, kind, person, done_at, by, until }) => {
      return { id, kind, person: named(person), at: done_at, by: by ? named(by) : null, until: until ?? 0 }
    })
    return { rows, next: next ?? null }
  },
  ban: (office, { user, hours }) => done(office, { type: 'ban_person', user_id: user, hours }),
  liftBan: (office, { user }) => done(office, { type: 'lift_ban', user_id: user }),
  dismissReports: (office, { user }) => done(office, { type: 'dismiss_reports', user_id: user }),
}

function named({ user_id, name, username }: ServerPerson): Named {
  return { id: user_id, name: name || username, username }
}
