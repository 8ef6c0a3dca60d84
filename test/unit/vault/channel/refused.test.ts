// SPDX-License-Identifier: AGPL-3.0-only
// Promise: neither end takes anything that the other did not seal for it, word for word, and about these ends.
import { randomBytes, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import t from 'tap'
import { ContentRefused } from '../../../../src/agent/channel/index.ts'
import { encodeHeader } from '../../../../src/model/compact.ts'
import type { CoreFacts } from '../../../../src/model/core-messages.ts'
import { partyId, submissionId, userId } from '../../../../src/model/ids.ts'
import { VaultRefused } from '../../../../src/vault/refusal.ts'
import { encodeProof } from '../../../../src/wire/content/index.ts'
import { createEndKeys, createEnds, someFacts } from '../../../support/channel-ends.ts'
import { flipBit, forgeContent, wrongOnes } from '../../../support/forged-content.ts'
import type { Changes } from '../../../support/forged-content.ts'

const NOW = 1_800_000_000_000
const DAY_MS = 86_400_000
const JSON_OF_TEXT = { kind: 'text', text: 'hello' }

/** The two ends, and content in either direction as somebody with these keys makes it. */
const world = () => {
  const { vault, core } = createEnds()
  const facts = someFacts()
  const [fromCore, toCore] = [
    { direction: 'from-core' as const, sender: core.keys, receiver: vault.keys, facts, now: NOW }, { direction: 'to-core' as const, sender: vault.keys, receiver: core.keys, facts, now: NOW },
  ]
  return {
    facts, vault, core, fromCore, toCore,
    vaultTakes: async (changes: Changes = {}, now = NOW, again = false) => {
      const { content, epochKey } = forgeContent(fromCore, JSON_OF_TEXT, changes)
      return refusal(vault.channel.openFromCore(content, epochKey, { ...facts, again }, now))
    },
    coreTakes: async (changes: Changes = {}, now = NOW) => refusal(core.channel.open(forgeContent(toCore, JSON_OF_TEXT, changes), {}, now)),
  }
}

const refusal = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
    return 'taken'
  } catch (error) {
    if (error instanceof VaultRefused || error instanceof ContentRefused) return error.refused
    throw error
  }
}

t.test('what the forger makes is taken as long as nothing is changed', async (t) => {
  const { vaultTakes, coreTakes } = world()
  t.equal(await vaultTakes(), 'taken')
  t.equal(await coreTakes(), 'taken')
})

t.test('the vault refuses everything that differs in one way, and never says in which', async (t) => {
  const { core, vault, vaultTakes } = world()
  for (const [name, changes] of wrongOnes(core.keys, vault.keys, createEndKeys(), NOW)) t.equal(await vaultTakes(changes), 'content-refused', name)
})

t.test('the core refuses everything that differs in one way', async (t) => {
  const { core, vault, coreTakes } = world()
  for (const [name, changes] of wrongOnes(vault.keys, core.keys, createEndKeys(), NOW)) t.not(await coreTakes(changes), 'taken', name)
})

t.test('one flipped bit anywhere is refused by both ends', async (t) => {
  const { vaultTakes, coreTakes } = world()
  const place = fc.record({ target: fc.constantFrom('content' as const, 'keyMessage' as const), at: fc.constantFrom(0, 2, 3, 4), bit: fc.nat(9_999) })
  await fc.assert(fc.asyncProperty(place, async ({ target, at, bit }) => {
    const changes = { [target]: flipBit(at, bit) }
    return await vaultTakes(changes) === 'content-refused' && await coreTakes(changes) !== 'taken'
  }), { numRuns: 200 })
  t.pass()
})

t.test('content about other ends than the call is about is refused', async (t) => {
  const { core, vault, facts } = world()
  const { content, epochKey } = await core.channel.seal(facts, Buffer.from('{}'), NOW)
  const swaps = [{ to: userId(randomUUID()) }, { from: userId(randomUUID()) }, { provider: partyId('gull.example') }, { from: facts.to, to: facts.from }]
  for (const swap of swaps) t.equal(await refusal(vault.channel.openFromCore(content, epochKey, { ...facts, ...swap, again: false }, NOW)), 'content-refused')
  t.equal(await refusal(vault.channel.openFromCore(content, epochKey, { ...facts, again: false }, NOW)), 'taken')
  const toCore = vault.channel.sealForCore(facts, { json: new Uint8Array(2), proof: new Uint8Array(2) }, NOW)
  const sealed = { content: toCore.content, epochKey: vault.channel.epoch(NOW).keyMessage }
  for (const swap of [...swaps, { number: 2 }, { custody: 'DEVICE' as const }, { messageId: randomUUID() }]) {
    t.equal(await refusal(core.channel.open(sealed, { ...facts, ...swap }, NOW)), 'other-ends')
  }
  t.equal(await refusal(core.channel.open(sealed, facts, NOW)), 'taken')
})

t.test('content and key messages of two epochs cannot be mixed, nor those of two vaults', async (t) => {
  const [one, two] = [world(), world()]
  const [first, second] = [forgeContent(one.fromCore, JSON_OF_TEXT), forgeContent(one.fromCore, JSON_OF_TEXT)]
  const expected = { ...one.facts, again: false }
  t.equal(await refusal(one.vault.channel.openFromCore(first.content, second.epochKey, expected, NOW)), 'content-refused')
  t.equal(await refusal(two.vault.channel.openFromCore(first.content, first.epochKey, expected, NOW)), 'content-refused')
  t.equal(await refusal(one.vault.channel.openFromCore(first.content, first.epochKey, expected, NOW)), 'taken')
})

t.test('a proof is the proof of its own content and of no other, and neither stands for the other', async (t) => {
  const { vault, core, facts } = world()
  const sealed = (of: CoreFacts) => vault.channel.sealForCore(of, { json: new Uint8Array(Buffer.from('{}')), proof: encodeProof({ frankingKey: randomBytes(32), contentBytes: randomBytes(160) }) }, NOW)
  const [own, next] = [sealed(facts), sealed({ ...facts, messageId: randomUUID(), submissionId: submissionId(randomUUID()), number: 2 })]
  const epochKey = vault.channel.epoch(NOW).keyMessage
  t.equal(await refusal(core.channel.openProof({ proof: own.proof, epochKey }, facts, NOW)), 'taken')
  t.equal(await refusal(core.channel.openProof({ proof: next.proof, epochKey }, facts, NOW)), 'other-ends')
  for (const [member, value] of Object.entries({ number: 2, messageId: randomUUID(), from: facts.to, custody: 'DEVICE' })) {
    t.equal(await refusal(core.channel.openProof({ proof: own.proof, epochKey }, { ...facts, [member]: value }, NOW)), 'other-ends', member)
  }
  t.equal(await refusal(core.channel.openProof({ proof: own.content, epochKey }, facts, NOW)), 'malformed', 'content is no proof')
  t.equal(await refusal(core.channel.open({ content: own.proof, epochKey }, facts, NOW)), 'malformed', 'a proof is no content')
  // The type alone, changed: the header is bound to what was sealed.
  const relabelled = (jwe: string, typ: string) => jwe.replace(/^[^.]+/, (header) => encodeHeader({ ...JSON.parse(Buffer.from(header, 'base64url').toString()) as object, typ }))
  t.equal(await refusal(core.channel.openProof({ proof: relabelled(own.content, 'drawbridge-proof+jwe'), epochKey }, facts, NOW)), 'broken')
  t.equal(await refusal(core.channel.open({ content: relabelled(own.proof, 'drawbridge-content+jwe'), epochKey }, facts, NOW)), 'broken')
  const said = await core.channel.seal(facts, Buffer.from('{}'), NOW)
  t.equal(await refusal(vault.channel.openFromCore(relabelled(said.content, 'drawbridge-proof+jwe'), said.epochKey, { ...facts, again: false }, NOW)), 'content-refused', 'a core seals no proof')
  const noProof = vault.channel.sealForCore(facts, { json: new Uint8Array(2), proof: new Uint8Array(Buffer.from('{"frankingKey":"AA","content":"AA"}')) }, NOW)
  t.equal(await refusal(core.channel.openProof({ proof: noProof.proof, epochKey }, facts, NOW)), 'malformed')
})

t.test('nobody sends an end its own words back', async (t) => {
  const { vault, core, facts } = world()
  const said = await core.channel.seal(facts, Buffer.from('{}'), NOW)
  t.equal(await refusal(core.channel.open(said, {}, NOW)), 'other-core')
  const { content } = vault.channel.sealForCore(facts, { json: new Uint8Array(2), proof: new Uint8Array(2) }, NOW)
  t.equal(await refusal(vault.channel.openFromCore(content, vault.channel.epoch(NOW).keyMessage, { ...facts, again: false }, NOW)), 'content-refused')
})

t.test('an epoch takes what is new for a day after its end, and what is sent again for as long as that can be asked for', async (t) => {
  const { vaultTakes, coreTakes } = world()
  t.equal(await vaultTakes({}, NOW + 2 * DAY_MS), 'taken')
  t.equal(await vaultTakes({}, NOW + 2 * DAY_MS + 1), 'content-refused')
  t.equal(await vaultTakes({}, NOW + 38 * DAY_MS, true), 'taken')
  t.equal(await vaultTakes({}, NOW + 38 * DAY_MS + 1, true), 'content-refused')
  t.equal(await coreTakes({}, NOW + 38 * DAY_MS), 'taken')
  t.equal(await coreTakes({}, NOW + 38 * DAY_MS + 1), 'over')
  t.equal(await vaultTakes({}, NOW - 300_000), 'taken')
  t.equal(await vaultTakes({}, NOW - 300_001), 'content-refused')
})

t.test('an epoch that was taken in time is refused later though its key is still known', async (t) => {
  const { vault, fromCore, facts } = world()
  const { content, epochKey } = forgeContent(fromCore, JSON_OF_TEXT)
  const take = (now: number) => refusal(vault.channel.openFromCore(content, epochKey, { ...facts, again: false }, now))
  t.equal(await take(NOW), 'taken')
  t.equal(await take(NOW + 3 * DAY_MS), 'content-refused')
  t.equal(await take(NOW), 'taken')
})

t.test('more epochs than are remembered come one after another, and each is still taken', async (t) => {
  const { vault, fromCore, facts } = world()
  const all = Array.from({ length: 70 }, () => forgeContent(fromCore, JSON_OF_TEXT))
  for (const { content, epochKey } of [...all, ...all.toReversed()]) t.equal(await refusal(vault.channel.openFromCore(content, epochKey, { ...facts, again: false }, NOW)), 'taken')
})

t.test('the core says what was wrong, so that it can be put right', async (t) => {
  const { core, coreTakes } = world()
  const other = createEndKeys()
  t.equal(await coreTakes({ recipient: core.keys, signer: other, signed: (header) => ({ ...header, kid: other.signing.jwk.kid }) }), 'other-vault')
  t.equal(await coreTakes({ agreed: (header) => ({ ...header, kid: other.agreement.jwk.kid }) }), 'other-core')
  t.equal(await coreTakes({ content: flipBit(3, 5) }), 'broken')
  t.equal(await coreTakes({ message: (header) => ({ ...header, kid: 'AAAAAAAAAAAAAAAAAAAAAA' }) }), 'other-epoch')
  t.equal(await coreTakes({ message: () => '{}' }), 'malformed')
})
