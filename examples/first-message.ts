// SPDX-License-Identifier: AGPL-3.0-only
// The first message across the bridge, both sides in one program: Ana of heron.example asks Ben of core.example for contact,
// Ben says yes, Ana writes. Give it the folders that "drawbridge core init" and "drawbridge provider init" made, each with
// the admission.json that came back:  node examples/first-message.ts core heron
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { argv } from 'node:process'
import { createTrust, openDevice } from '@drawbridge-im/drawbridge/device'
import { createLibsignal } from '@drawbridge-im/drawbridge/device/libsignal'
import { address, connectLink, createHome, parseAdmissionFile, parseApplicationFile, parsePartyKeys, userId, userReference } from '@drawbridge-im/drawbridge/link'
import type { PartyId } from '@drawbridge-im/drawbridge/link'

const [coreFolder = 'core', heronFolder = 'heron'] = argv.slice(2)
const core = server(coreFolder)
const heron = server(heronFolder)

// The core's server says which providers' keys may be believed, and what its user Ben decided.
const issuers = [{ party: heron.application.party, state: 'live', keys: heron.application.issuerKeys.keys }] as const
await core.link.request({ kind: 'putIssuerList', list: await core.home.signIssuerList({ version: Math.floor(Date.now() / 1000), parties: issuers }) })
await core.link.request({ kind: 'setParticipation', userReference: userReference('ben'), optedIn: true, address: address('ben@core.example'), findable: true })
await core.link.request({ kind: 'setProviderChoice', userReference: userReference('ben'), provider: heron.application.party, allowed: true, inbox: 'separate', label: 'Heron' })

const ben = await enlist(core, 'ben', 'Ben', heron.application.party)
const ana = await enlist(heron, 'ana', 'Ana')

ben.on('contactRequested', (request) => void ben.decide({ requestId: request.requestId, decision: 'grant' }))
ana.on('contactGranted', (contact) => void ana.send({ to: contact.peer, text: 'Hello from the other side' }))
const shown = new Promise<string>((resolve) => ben.on('message', (entry) => { if (entry.kind === 'text') resolve(entry.text) }))
await ana.requestContact({ toAddress: 'ben@core.example' })
console.log(`Ben reads: ${await shown}`)

await Promise.all([ana.close(), ben.close()])
await Promise.all([core.link.close(), heron.link.close()])

/** A party's server: its link and its authority over its users. It never sees a message key. */
function server(folder: string) {
  const read = (file: string): unknown => JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'))
  const [application, admission, keys] = [parseApplicationFile(read('application.json')), parseAdmissionFile(read('admission.json')), parsePartyKeys(read('keys.json'))]
  return { application, admission, link: connectLink({ admission, keys, instance: 'example-1' }), home: createHome({ keys, gatewayId: admission.gateway.id }) }
}

/** A user's device: draws its keys, has its home sign for them, enlists. Its state is kept in memory here, in a file in life. */
async function enlist({ link, admission, home }: ReturnType<typeof server>, reference: string, displayName: string, forProvider?: PartyId) {
  const device = await openDevice({ file: ':memory:', crypto: createLibsignal(), transport: link.transport(), trust: createTrust({ admission }) })
  const claim = device.prepareEnlistment({ userId: userId(randomUUID()) })
  const [token, identityStatement] = await Promise.all([home.signEnlistmentToken(claim), home.signIdentityStatement(claim)])
  await device.enlist({ token, identityStatement, userReference: userReference(reference), displayName, forProvider })
  return device
}
