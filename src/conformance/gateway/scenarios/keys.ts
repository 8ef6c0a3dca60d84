// SPDX-License-Identifier: AGPL-3.0-only
import { randomUUID } from 'node:crypto'
import { deviceId, userId } from '../../../model/ids.ts'
import type { PartyRequest } from '../../../model/requests.ts'
import { inWords } from '../../exchange.ts'
import { signal } from '../person.ts'
import type { Person } from '../person.ts'
import { quiet } from '../scenario.ts'
import type { Scenario } from '../scenario.ts'
import type { Trial } from '../trial.ts'

type PutPrekeys = Extract<PartyRequest, { kind: 'putPrekeys' }>

const [EC_BYTES, KYBER_BYTES, DJB_TYPE, KYBER_TYPE] = [33, 1_569, 0x05, 0x08]

/** Prekeys of a person's first device; nothing but what `changes` says. */
const put = ({ user }: Person, changes: Partial<PutPrekeys>): PutPrekeys =>
  ({ kind: 'putPrekeys', userId: user, deviceId: deviceId(1), oneTimePrekeys: [], oneTimeKyberPrekeys: [], signedPrekey: undefined, lastResortKyberPrekey: undefined, ...changes })

const settled = async (trial: Trial) => {
  const [link, person] = [await trial.open(), trial.newcomer('provider')]
  await trial.enlist(link, person)
  return { link, person }
}

/** An EC key with another body, of the right or of another length. */
const ec = (fill: number, length = EC_BYTES): Uint8Array => {
  const key = new Uint8Array(length).fill(fill)
  key[0] = DJB_TYPE
  return key
}

const badKey = (name: string, title: string, publicKey: () => Uint8Array): Scenario => quiet(`keys/${name}`, ['DIP-29'], title, async (trial) => {
  const { link, person } = await settled(trial)
  trial.refused('DIP-29', await link.ask(put(person, { oneTimePrekeys: [{ id: 50, publicKey: publicKey() }] })), 'BAD_KEY', title)
})

/** A Kyber prekey of other bytes, signed rightly. */
const kyber = (person: Person, publicKey: Uint8Array) => ({ id: 50, publicKey, signature: signal.sign(person.identity, publicKey) })

/** Prekeys at the gateway: docs/protocol.md section 3. */
export const keys: readonly Scenario[] = [
  quiet('keys/stock', ['DIP-33'], 'Published prekeys are counted.', async (trial) => {
    const { link, person } = await settled(trial)
    const { oneTime, oneTimeKyber } = person.device()
    const request = put(person, { oneTimePrekeys: oneTime.map(({ published }) => published), oneTimeKyberPrekeys: oneTimeKyber.map(({ published }) => published) })
    const stock = trial.answered('DIP-33', await link.ask(request), 'prekeyStock', 'they are new')
    trial.judge('DIP-33', `${String(oneTime.length)} EC and ${String(oneTimeKyber.length)} Kyber keys`, stock.oneTimePrekeys === oneTime.length && stock.oneTimeKyberPrekeys === oneTimeKyber.length, stock)
  }),
  quiet('keys/ids-rise', ['DIP-33'], 'A prekey id that is not above the highest ever published is refused.', async (trial) => {
    const { link, person } = await settled(trial)
    const minted = (id: number) => put(person, { oneTimePrekeys: [signal.createOneTimePrekey(id).published] })
    trial.answered('DIP-33', await link.ask(minted(9)), 'prekeyStock', 'id 9 is the first')
    trial.refused('DIP-33', await link.ask(minted(9)), 'CONFLICT', 'id 9 was published')
    trial.refused('DIP-33', await link.ask(minted(4)), 'CONFLICT', 'id 4 is below 9')
    trial.answered('DIP-33', await link.ask(minted(10)), 'prekeyStock', 'id 10 is above 9')
  }),
  badKey('low-order', 'An EC key of low order is refused.', () => ec(0)),
  badKey('non-canonical', 'An EC key that is not canonical is refused.', () => ec(0xff)),
  badKey('short', 'An EC key of 32 bytes is refused.', () => ec(9, EC_BYTES - 1)),
  quiet('keys/bad-kyber', ['DIP-29'], 'A Kyber key that is not canonical, or of another length, is refused.', async (trial) => {
    const { link, person } = await settled(trial)
    for (const length of [KYBER_BYTES, KYBER_BYTES - 1]) {
      const publicKey = new Uint8Array(length).fill(0xff)
      publicKey[0] = KYBER_TYPE
      const answer = await link.ask(put(person, { oneTimeKyberPrekeys: [kyber(person, publicKey)] }))
      trial.refused('DIP-29', answer, 'BAD_KEY', `${String(length)} bytes that are no Kyber key`)
    }
  }),
  quiet('keys/unsigned-kyber', ['DIP-30'], 'A one-time Kyber key that another identity key signed is refused.', async (trial) => {
    const { link, person } = await settled(trial)
    const { published } = signal.createKyberPrekey(signal.createIdentity(), 50, Date.now())
    trial.refused('DIP-30', await link.ask(put(person, { oneTimeKyberPrekeys: [published] })), 'BAD_SIGNATURE', 'another identity key signed it')
  }),
  quiet('keys/not-yours', ['DIP-23'], 'A user of another party and one whom nobody has get the same answer.', async (trial) => {
    const stranger = trial.newcomer('other')
    const [link, elsewhere] = [await trial.open(), await trial.open(trial.party('other'))]
    await trial.enlist(elsewhere, stranger)
    const [foreign, absent] = [
      await link.ask({ kind: 'countPrekeys', userId: stranger.user, deviceId: deviceId(1) }), await link.ask({ kind: 'countPrekeys', userId: userId(randomUUID()), deviceId: deviceId(1) }),
    ]
    trial.refused('DIP-23', foreign, 'NOT_YOURS', 'the user is of another party')
    trial.judge('DIP-23', `the same as for a user of another party: ${inWords(foreign)}`, inWords(foreign) === inWords(absent), absent)
  }, ['other']),
  quiet('keys/foreign-device', ['DIP-23'], 'A device that the user does not have is nobody\'s.', async (trial) => {
    const { link, person } = await settled(trial)
    trial.refused('DIP-23', await link.ask({ kind: 'countPrekeys', userId: person.user, deviceId: deviceId(77) }), 'NOT_YOURS', 'there is no device 77')
  }),
]
