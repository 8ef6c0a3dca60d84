// SPDX-License-Identifier: AGPL-3.0-only
import { errorCatalogue } from '../../model/errors.ts'
import type { ErrorCode } from '../../model/errors.ts'
import type { Ready } from '../../model/answers.ts'
import type { Hello } from '../../model/requests.ts'
import type { ReceivedBody } from '../../wire/gateway/index.ts'
import { Exchange, inWords } from '../exchange.ts'
import type { Must } from '../musts.ts'
import { Unmet } from '../outcome.ts'
import { open } from './opening.ts'
import type { Operator } from './operator.ts'
import type { Party } from './party.ts'
import { Person } from './person.ts'
import type { PersonOptions } from './person.ts'
import { RawLink } from './raw-link.ts'
import type { Came } from './raw-link.ts'

/** Whom the kit plays. */
export interface Cast {
  readonly provider: Party
  readonly other: Party | undefined
  readonly core: Party | undefined
  readonly operator: Operator | undefined
}

/** The three that open links. */
export type Role = 'provider' | 'other' | 'core'

/** What one scenario works with; everything that it made is undone at its end. */
export class Trial {
  readonly exchange = new Exchange()
  readonly #cast: Cast
  readonly #links: RawLink[] = []
  readonly #people: Person[] = []
  readonly #sides = new Map<Party, Promise<RawLink>>()
  readonly #undo: (() => unknown)[] = []

  constructor(cast: Cast) {
    this.#cast = cast
  }

  /** A party of the cast; a scenario that names its needs has it. */
  party(role: Role): Party {
    const party = this.#cast[role]
    if (party === undefined) throw new Error(`nobody plays ${role}`)
    return party
  }

  /** The operator, where one is. */
  get operator(): Operator {
    if (this.#cast.operator === undefined) throw new Error('nobody plays the operator')
    return this.#cast.operator
  }

  /** A connection on which nothing was said yet. */
  async dial(party: Party = this.party('provider'), subprotocol?: string): Promise<RawLink> {
    const link = await RawLink.connect(party, `${party.keys.party}#${String(this.#links.length + 1)}`, this.exchange, subprotocol)
    this.#links.push(link)
    return link
  }

  /** A link that is open. What is pushed to people of other scenarios is acknowledged at once. */
  async open(party: Party = this.party('provider'), hello: Partial<Hello> = {}): Promise<RawLink> {
    const link = await this.dial(party)
    await this.openOn(link, hello)
    return link
  }

  /** Opens a link over a connection, as {@link open} does; gives Ready. */
  openOn(link: RawLink, hello: Partial<Hello> = {}): Promise<Ready> {
    link.onFrame = (frame) => this.#isForeign(link, frame)
    return open(link, hello)
  }

  /** The one link of a party that most scenarios need; the same each time while it is open. */
  async side(role: Role): Promise<RawLink> {
    const party = this.party(role)
    const known = await this.#sides.get(party)
    if (known?.isOpen === true) return known
    const opened = this.open(party)
    this.#sides.set(party, opened)
    return opened
  }

  /** Somebody with fresh keys, who is not enlisted yet. */
  newcomer(role: Role, options: PersonOptions = {}): Person {
    const person = new Person(this.party(role), options)
    this.#people.push(person)
    return person
  }

  /** Somebody who is enlisted. */
  async person(role: Role, options: PersonOptions = {}): Promise<Person> {
    const person = this.newcomer(role, options)
    await this.enlist(await this.side(role), person)
    return person
  }

  /** Enlists somebody; throws {@link Unmet} when an honest enlistment is refused. */
  async enlist(link: RawLink, person: Person): Promise<void> {
    const answer = await link.ask(await person.enlistment())
    if (answer.kind !== 'enlisted') throw new Unmet('DIP-26', 'an honest enlistment is taken', inWords(answer))
  }

  /** What is to be undone at the end, the last first; what fails there is nobody's fault. */
  finally(undo: () => unknown): void {
    this.#undo.push(undo)
  }

  /** The judgement: what was expected of which MUST, whether it is so, and what came. */
  judge(must: Must, expected: string, holds: boolean, came: unknown): void {
    if (!holds) throw new Unmet(must, expected, typeof came === 'string' ? came : inWords(came))
  }

  /** Judges that an answer is this error. */
  refused(must: Must, answer: ReceivedBody, code: ErrorCode, why: string): void {
    this.judge(must, `${code}: ${why}`, answer.kind === 'error' && answer.code === code, answer)
  }

  /** Judges that an answer is of this kind, and gives it. */
  answered<K extends ReceivedBody['kind']>(must: Must, answer: ReceivedBody, kind: K, why: string): Extract<ReceivedBody, { kind: K }> {
    if (isKind(answer, kind)) return answer
    throw new Unmet(must, `${kind}: ${why}`, inWords(answer))
  }

  /** Judges that the gateway ends the link with this error. */
  async ends(must: Must, link: RawLink, code: ErrorCode, why: string, ms?: number): Promise<void> {
    const { closed, said } = await link.ended(ms).catch((error: unknown) => { throw error instanceof Unmet ? new Unmet(must, `${code} and the end of the link: ${why}`, error.came) : error })
    const told = said.find((body) => body.kind === 'error')
    // Where a WebSocket ends the connection by itself, as some do for what is too large, its close code says it.
    const holds = told === undefined ? closed.code === errorCatalogue[code].closeCode : told.code === code
    this.judge(must, `${code} and the end of the link: ${why}`, holds, told ?? closed)
  }

  /** Judges that the link still serves. */
  async serves(must: Must, link: RawLink, why: string): Promise<void> {
    const answer = await link.ask({ kind: 'getIssuerList' }).catch((error: unknown) => { throw error instanceof Unmet ? new Unmet(must, `the link stays open: ${why}`, error.came) : error })
    this.judge(must, `the link stays open: ${why}`, answer.kind === 'issuerList' || answer.kind === 'error', answer)
  }

  /** Erases the people and closes the links, whatever state they are in. */
  async end(): Promise<void> {
    for (const undo of this.#undo.reverse()) await Promise.resolve().then(undo).catch(() => undefined)
    for (const { party, user } of this.#people) {
      const link = this.#links.find((one) => one.party === party && one.isOpen && one.isServing)
      if (link !== undefined) await link.ask({ kind: 'unenlist', userId: user }, ERASE_MS).catch(() => undefined)
    }
    await Promise.all(this.#links.map((link) => link.close()))
  }

  /** Pushes for users whom this scenario did not make. */
  #isForeign(link: RawLink, { body }: Came): boolean {
    const user = addressee(body)
    if (user === undefined || this.#people.some((person) => person.user === user)) return false
    if (body.kind === 'deliver' || body.kind === 'event') link.send(0, { kind: 'ack', upTo: 0, also: [body.streamSequence] })
    return true
  }
}

/** Cleaning up is a courtesy: a gateway that does not answer was judged before. */
const ERASE_MS = 1_000

const isKind = <K extends ReceivedBody['kind']>(body: ReceivedBody, kind: K): body is Extract<ReceivedBody, { kind: K }> => body.kind === kind

const addressee = (body: ReceivedBody): string | undefined => {
  if (body.kind === 'deliver') return body.recipientUser
  return body.kind === 'event' && body.body.kind !== 'unknown' ? body.body.user : undefined
}
