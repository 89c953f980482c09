/** The worker's entry: gives the engine the browser's network, database, locks and clock. */
import { Tab } from './leader'
import { systemClock } from './net/clock'
import { http } from './net/http'
import { newId } from './net/ids'
import { Office } from './office'
import type { FromEngine, ToEngine } from './rpc'
import { Device } from './store/device'

const address = new URL('/api/v1/ws', location.href)
address.protocol = address.protocol.replace('http', 'ws')

const tab = new Tab(
  newId(Date.now()),
  navigator.locks as never,
  new BroadcastChannel('molva'),
  async (touched, replaced) => {
    const surroundings = {
      clock: systemClock,
      dial: (subprotocol: string) => new WebSocket(address, subprotocol),
      network: () => navigator.onLine,
    }
    const office = new Office(
      await Device.open(),
      http((url, init) => fetch(url, init)),
      surroundings,
      touched,
      replaced,
    )
    // A network that went away tells nobody on the line: it is asked whether it still works.
    for (const event of ['online', 'offline'] as const)
      addEventListener(event, () => office.signal({ t: 'reconnect' }))
    await office.start()
    return office
  },
  (message: FromEngine) => postMessage(message),
)

addEventListener('message', (event: MessageEvent<ToEngine>) => tab.receive(event.data))
