// SPDX-License-Identifier: AGPL-3.0-only
// Promise: the provider of examples/provider-server at a real gateway with a core, as processes of its own: its server, and devices of its users.
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createTempFolder } from '../../src/sandbox/temp-folder.ts'
import { createTrust, openDevice } from '../../src/sdk/device/index.ts'
import type { DeviceClient } from '../../src/sdk/device/index.ts'
import { address, connectLink, createHome, createPartyKeys, userId, userReference } from '../../src/sdk/link/index.ts'
import type { PartyKeys } from '../../src/sdk/link/index.ts'
import { createLibsignal } from '../../src/signal/private/index.ts'
import { freePort } from '../../bench/parts/free-port.ts'
import { createDaemon } from './daemon.ts'
import type { KillableDaemon } from './daemon.ts'
import { createExample } from './example-process.ts'
import type { ExampleProcess } from './example-process.ts'
import type { Teardown } from './scope.ts'

/** A device of one of the provider's users. */
export interface ExampleDevice extends ExampleProcess {
  /** What its user logs in with. */
  readonly token: string
  readonly folder: string
}

/** All of it. */
export interface ProviderServer {
  /** The provider's own: keys, users, mailbox. */
  readonly folder: string
  readonly keys: PartyKeys
  /** Where devices come. */
  readonly url: string
  readonly server: ExampleProcess
  /** The gateway. */
  readonly daemon: KillableDaemon
  /** A new user and its device, which does not run yet. */
  addDevice(name: string, displayName: string): Promise<ExampleDevice>
  /** A user of the core's with a device of its own in this process, who grants whoever asks. */
  readonly ben: DeviceClient
}

/** A gateway, a core with Ben, and a provider whose server runs. */
export const createProviderServer = async (t: Teardown): Promise<ProviderServer> => {
  const temporary = await createTempFolder('drawbridge-provider-')
  t.teardown(() => temporary.remove())
  const daemon = await createDaemon(t)
  await daemon.start()
  const [core, heron] = await Promise.all([
    createPartyKeys({ party: 'core.example', role: 'core', displayName: 'Core' }), createPartyKeys({ party: 'heron.example', role: 'provider', displayName: 'Heron' }),
  ])
  const coreAdmission = await daemon.addParty(core.application)
  const folder = await temporary.folder('heron')
  writeFileSync(join(folder, 'keys.json'), JSON.stringify(heron.keys), { mode: 0o600 })
  writeFileSync(join(folder, 'admission.json'), JSON.stringify(await daemon.addParty(heron.application)))

  const link = connectLink({ admission: coreAdmission, keys: core.keys, instance: 'core-1' })
  t.teardown(() => link.close())
  const home = createHome({ keys: core.keys, gatewayId: coreAdmission.gateway.id })
  await link.request({ kind: 'putIssuerList', list: await home.signIssuerList({ version: 1, parties: [{ party: heron.keys.party, state: 'live', keys: heron.application.issuerKeys.keys }] }) })
  const reference = userReference('ben')
  await link.request({ kind: 'setParticipation', userReference: reference, optedIn: true, address: address('ben@core.example'), findable: true })
  await link.request({ kind: 'setProviderChoice', userReference: reference, provider: heron.keys.party, allowed: true, inbox: 'separate', label: 'Heron' })
  const ben = await openDevice({ file: ':memory:', crypto: createLibsignal(), transport: link.transport(), trust: createTrust({ admission: coreAdmission }) })
  t.teardown(() => ben.close())
  const claim = ben.prepareEnlistment({ userId: userId(randomUUID()) })
  const [token, identityStatement] = await Promise.all([home.signEnlistmentToken(claim), home.signIdentityStatement(claim)])
  await ben.enlist({ token, identityStatement, userReference: reference, displayName: 'Ben', forProvider: heron.keys.party })
  ben.on('contactRequested', ({ requestId }) => void ben.decide({ requestId, decision: 'grant' }))

  const port = String(await freePort())
  const url = `http://127.0.0.1:${port}`
  const server = createExample(t, 'provider-server/server.ts', [folder, port])
  server.start()
  await server.says(/listens at/)
  return {
    folder, keys: heron.keys, url, server, daemon, ben,
    addDevice: async (name, displayName) => {
      const added = await promisify(execFile)(process.execPath, [join(import.meta.dirname, '../../examples/provider-server/users.ts'), folder, name, displayName])
      const own = await temporary.folder(name)
      const userToken = added.stdout.trim()
      return Object.assign(createExample(t, 'provider-server/device.ts', [url, join(folder, 'admission.json'), join(own, 'device.db')], { TOKEN: userToken }), { token: userToken, folder: own })
    },
  }
}
