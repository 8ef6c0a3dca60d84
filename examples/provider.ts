// SPDX-License-Identifier: AGPL-3.0-only
// A provider with one user, to try a core with: Ana of ana@heron.example says yes to whoever asks her for contact, prints what she reads, and sends back each file. Told
// an address, she asks there, and says hello. Give it the folder that "drawbridge provider init" made, with the admission.json that came back;
// what she says, and another name, may follow:  node examples/provider.ts heron ben@core.example
// Server and device are one process here; examples/provider-server has them apart, as they are in life.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { argv } from 'node:process'
import { readFile, sendFile } from '@drawbridge-im/drawbridge/attachments'
import { createTrust, openDevice } from '@drawbridge-im/drawbridge/device'
import type { AttachmentPointer, DeviceClient } from '@drawbridge-im/drawbridge/device'
import { createLibsignal } from '@drawbridge-im/drawbridge/device/libsignal'
import { address, connectLink, createHome, parseAdmissionFile, parsePartyKeys, userId, userReference } from '@drawbridge-im/drawbridge/link'

const [folder = 'heron', whom, text = 'Hello from the other side', name = 'Ana'] = argv.slice(2)
const reference = name.toLowerCase()
const read = (file: string): unknown => JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'))
const [admission, keys] = [parseAdmissionFile(read('admission.json')), parsePartyKeys(read('keys.json'))]

// The provider's server: its link, and its authority over its users. It never sees a message key.
const [link, home] = [connectLink({ admission, keys, instance: `example-${reference}` }), createHome({ keys, gatewayId: admission.gateway.id })]

// Ana's device: draws her keys, has the provider sign for them, enlists. Its state is kept in memory here, in a file in life.
const ana = await openDevice({ file: ':memory:', crypto: createLibsignal(), transport: link.transport(), trust: createTrust({ admission }) })
const claim = { ...ana.prepareEnlistment({ userId: userId(randomUUID()) }), address: address(`${reference}@${keys.party}`) }
const [token, identityStatement] = await Promise.all([home.signEnlistmentToken(claim), home.signIdentityStatement(claim)])
await ana.enlist({ token, identityStatement, userReference: userReference(reference), displayName: name, address: claim.address })

ana.on('message', (entry) => {
  if (entry.kind === 'text') console.log(`${name} reads: ${entry.text}`)
  if (entry.kind === 'attachment') void sendBack(entry.peer, entry.attachment)
})
ana.on('contactRequested', ({ requestId }) => void ana.decide({ requestId, decision: 'grant' }))
ana.on('contactGranted', ({ peer }) => { if (whom !== undefined) void ana.send({ to: peer, text }) })
console.log(`${name} is ready: ${claim.address}`)
if (whom !== undefined) await ana.requestContact({ toAddress: whom })

/** Reads a file to its end, and sends the same one under a key of its own. In memory here, which is for small ones: `saveFile` is for all. */
async function sendBack(to: Parameters<DeviceClient['send']>[0]['to'], attachment: AttachmentPointer): Promise<void> {
  const pieces: Uint8Array[] = []
  for await (const piece of readFile(ana, attachment)) pieces.push(piece)
  await ana.attachmentDone(attachment.id)
  const { kind, mediaType, name: fileName } = attachment
  const bytes = Buffer.concat(pieces)
  console.log(`${name} has ${fileName}: ${bytes.length} bytes`)
  await sendFile(ana, { to, kind, mediaType, name: fileName, source: { sizeBytes: bytes.length, open: (fromByte) => [bytes.subarray(fromByte)] } })
}
