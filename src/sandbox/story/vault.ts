// SPDX-License-Identifier: AGPL-3.0-only
import { expectFound, expectSame, expectThat } from '../checks.ts'
import { counted, grouped } from '../printer.ts'
import { canReadMemory, childrenOf, findInMemory } from '../process-memory.ts'
import { CORE, HERON, PEOPLE } from '../stage.ts'
import type { Stage } from '../stage.ts'
import { vaultFileSteps } from './files.ts'
import { ciphertext, expectReached, expectShown, expectSoon, say, takeTraffic } from './step.ts'
import type { Outcome, Step } from './step.ts'

const { dia, ana } = PEOPLE

/** Words of Ana and Dia: the vault and the core work on them. */
const spoken = new WeakMap<Stage, readonly string[]>()

const optIn = async (stage: Stage): Promise<Outcome> => {
  const { user, custody } = await stage.party(CORE).optInOverHttp('dia', dia.address, HERON, 'Heron')
  expectSame('who holds Dia\'s keys', custody, 'VAULT')
  stage.users.set('dia', user)
  const { sealedBytes, oneTimeKeys } = stage.view().vault()
  expectThat(sealedBytes > 0, 'sealed keys', sealedBytes)
  return { gatewaySaw: `${grouped(sealedBytes)} bytes of keys that it cannot open`, details: [`an account and ${counted(oneTimeKeys, 'one-time key')}, each sealed by the vault`] }
}

const meet = async (stage: Stage): Promise<Outcome> => {
  const [core, heron] = [stage.party(CORE), stage.party(HERON)]
  await heron.requestContact('ana', dia.address)
  const { request, displayName, custody } = await core.requestOverHttp()
  expectSame('who asks, and who holds her keys', [displayName, custody], [ana.displayName, 'DEVICE'])
  await core.decideOverHttp('dia', HERON, request, 'grant')
  // Ben was the first.
  await heron.granted('ana', 2)
  return { gatewaySaw: 'an address, kept as a keyed hash, and a yes', details: ['The core reads the request with curl or anything else that speaks HTTP.'] }
}

const talk = async (stage: Stage): Promise<Outcome> => {
  const [core, heron] = [stage.party(CORE), stage.party(HERON)]
  await takeTraffic(stage, HERON)
  const before = (await heron.texts('ana', 0)).length
  const { text: toDia, status } = await say(stage, 'ana', 'dia', 'Dia, is the harbour open?')
  const { text, number, custody } = await core.readOverHttp()
  expectSame('what the core opened', { text, number, custody }, { text: toDia, number: 1, custody: 'DEVICE' })
  await expectReached(stage, 'ana', status, 'accepted')
  const toAna = stage.unique('Until nine, and the gate is blue.')
  stage.said.push({ text: toAna, reader: 'ana' })
  await core.sayOverHttp('dia', HERON, { from: stage.userOf('dia'), to: stage.userOf('ana') }, toAna)
  await expectShown(stage, 'ana', [toAna], before + 1)
  await expectSoon('envelopes that wait', () => stage.view().waiting().count, 0)
  spoken.set(stage, [toDia, toAna])
  const known = (await heron.granted('ana', 2)).find(({ peer }) => peer === stage.userOf('dia'))
  expectSame('what Ana\'s app is told of Dia', known?.custody, 'VAULT')
  return { gatewaySaw: ciphertext(await takeTraffic(stage, HERON)), details: [`Ana: ${toDia}`, `Dia: ${toAna}`, 'Ana\'s app is told that a vault holds Dia\'s keys: end-to-gateway'] }
}

/** The same search in four processes: what somebody would find who got hold of their memory. */
const lookInside = async (stage: Stage): Promise<Outcome> => {
  const gateway = stage.daemon().pid
  const vault = expectFound(childrenOf(gateway)[0], 'a vault beside the gateway')
  if (!canReadMemory(gateway)) return { gatewaySaw: 'not looked at: this system lets nobody read a child\'s memory' }
  const ofDia = expectFound(spoken.get(stage), 'words of Ana and Dia')
  const ofBen = stage.said.flatMap(({ text, reader }) => (reader === undefined || ofDia.includes(text) ? [] : [text]))
  const look = (pid: number) => {
    const { bytes, found } = findInMemory(pid, stage.tag, [...ofDia, ...ofBen])
    return { bytes, dia: ofDia.filter((text) => found.has(text)).length, ben: ofBen.filter((text) => found.has(text)).length }
  }
  const seen = { gateway: look(gateway), vault: look(vault), core: look(stage.pidOf(CORE)), heron: look(stage.pidOf(HERON)) }
  expectSame('texts in the gateway\'s memory', [seen.gateway.dia, seen.gateway.ben], [0, 0])
  expectSame('texts of Ana and Ben in the vault\'s memory', seen.vault.ben, 0)
  expectThat(seen.heron.dia > 0 && seen.heron.ben > 0, 'texts in the memory of their devices, by the same search', seen.heron)
  const row = (name: string, { ben, dia: dias }: typeof seen.core): string => columns(name, `${String(ben)} of ${String(ofBen.length)}`, `${String(dias)} of ${String(ofDia.length)}`)
  return {
    gatewaySaw: `0 of ${counted(ofBen.length + ofDia.length, 'text')} in its memory`,
    lines: [
      columns('texts in the memory of', 'Ana–Ben, DEVICE', 'Ana–Dia, VAULT'),
      row('the gateway', seen.gateway), row('the vault', seen.vault), row('core.example, with Ben\'s device', seen.core), row('heron.example, with Ana\'s device', seen.heron),
    ],
    details: [`${grouped(seen.gateway.bytes / 2 ** 20)} MiB of the gateway were read, ${grouped(seen.vault.bytes / 2 ** 20)} MiB of the vault`],
  }
}

const columns = (name: string, one: string, other: string): string => `${name.padEnd(36)}${one.padEnd(18)}${other}`

/** How people talk to somebody who has no device: through a vault. */
export const vaultSteps: readonly Step[] = [
  { name: 'Dia has no device: her core opts her in over HTTP', run: optIn },
  { name: 'Ana asks dia@core.example for contact; Dia says yes', run: meet },
  { name: 'Ana and Dia write to each other: end-to-gateway', run: talk },
  ...vaultFileSteps,
  { name: 'What is in the memory of each process', run: lookInside },
]
