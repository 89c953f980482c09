/** A service line in words. */
import type { ServiceEvent } from '../engine/rpc'
import type { Messages } from './en'
import { list } from './format'
import type { Locale } from './plural'

export function serviceText(t: Messages, locale: Locale, event: ServiceEvent): string {
  const { service } = t
  switch (event.t) {
    case 'created':
      return (event.channel ? service.created_channel : service.created)(event.by, event.title)
    case 'renamed':
      return service.renamed(event.by, event.title)
    case 'added':
      return service.added(list(locale, event.names), event.names.length)
    case 'removed':
      return service.removed(event.by, list(locale, event.names))
    case 'pinned':
      return service.pinned(event.by)
    case 'lifetime':
      return service.lifetime(event.by)
    case 'public':
      return event.address ? service.published(event.by, event.address) : service.unpublished(event.by)
    case 'joined':
      return service.joined(list(locale, event.names), event.names.length)
    case 'left':
      return service.left(list(locale, event.names))
    case 'role':
      return service.role(event.name, service.roles[event.role])
  }
}
