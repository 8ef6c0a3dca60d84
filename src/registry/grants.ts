// SPDX-License-Identifier: AGPL-3.0-only
import { createHash } from 'node:crypto'
import { admit } from '../policy/admit.ts'
import { judgeGrant } from '../policy/contact.ts'
import type { Answer, Contact } from '../model/answers.ts'
import { GatewayError } from '../model/errors.ts'
import type { UserId } from '../model/ids.ts'
import type { VerifiedParty } from '../model/proofs/verified-party.ts'
import type { PartyRequest } from '../model/requests.ts'
import type { Standing } from '../model/standing.ts'
import type { RequestRow, UserRow } from '../store/rows.ts'
import type { Write } from '../store/transactors.ts'
import { MOVED, settle } from './optimistic.ts'
import { requireOwnUser } from './own-users.ts'
import type { Personal } from './personal.ts'
import type { RegistryDeps } from './ports.ts'
import { eventWrite } from './sealed-event.ts'
import { readAddress, readName } from './surfacing.ts'
import type { VaultUsers } from './vault-users.ts'

/** Random bytes of a consent token. */
const TOKEN_BYTES = 32

type Reissue = Extract<PartyRequest, { kind: 'reissueToken' }>

/** The yes of two people, and the token that each then shows. `topUp` gives users of a vault the one-time keys that the other's devices may take from then on. */
export const createGrants = (deps: RegistryDeps, personal: Personal, topUp: VaultUsers['topUp']) => {
  const { store } = deps
  const contact = createContactFacts(deps, personal)

  const told = (holder: UserRow, body: Contact): Write => eventWrite(deps.sealer, holder.party, holder.user, deps.now(), { kind: 'contactGranted', ...body })

  /** What is open stays as it is; only the request is not open any more. */
  const answered = async (user: UserId, asked: RequestRow | undefined): Promise<Answer | typeof MOVED> => {
    if (asked?.state !== 'surfaced') {
      await store.inForce()
      return { kind: 'done' }
    }
    const outcome = await store.write.commit({ expect: [], writes: [granted(user, asked)] })
    return 'committed' in outcome ? { kind: 'done' } : MOVED
  }

  // Without them there is the last resort, and the next hand-out asks for them again.
  const stockUp = async (ends: readonly UserRow[]): Promise<void> => {
    const ofVault = ends.filter(({ custody }) => custody === 'VAULT')
    await Promise.all(ofVault.map(({ user }) => topUp(user).catch((error: unknown) => { deps.events.backgroundFailed('one-time keys', error) })))
  }

  return {
    /** Opens both directions between `user`, who says yes now, and `peer`, who said so before. Granting what is open changes nothing. */
    grant: async (user: UserRow, peer: UserId, asked: RequestRow | undefined): Promise<Answer | typeof MOVED> => {
      const standing = fromTheOther(await store.read.standing(user.user, peer))
      const decision = judgeGrant(standing)
      // Also where both said yes before: or who opted out, or is suspended, could be told from who blocked.
      if ('denied' in decision) throw new GatewayError(decision.denied)
      if (standing.senderConsent?.state === 'granted' && standing.recipientConsent?.state === 'granted') return answered(user.user, asked)
      const asker = await store.read.user(peer)
      if (!asker) return MOVED
      await stockUp([user, asker])
      const purposes = asked?.purposes ?? (await store.read.consent(peer, user.user))?.purposes ?? ['chat']
      const [askerToken, granterToken] = [deps.randomBytes(TOKEN_BYTES), deps.randomBytes(TOKEN_BYTES)]
      const outcome = await store.write.commit({
        expect: decision.granted.versions,
        writes: [
          { put: 'grant', proof: decision.granted, askerTokenHash: hashOf(askerToken), granterTokenHash: hashOf(granterToken), purposes, changedAt: deps.now() },
          ...(asked ? [granted(user.user, asked)] : []),
          told(asker, await contact({ holder: asker, peer: user, consentToken: askerToken, purposes, typed: asked })),
          told(user, await contact({ holder: user, peer: asker, consentToken: granterToken, purposes, answers: asked })),
        ],
      })
      if (!('committed' in outcome)) return MOVED
      deps.events.contactGranted(user.party)
      return { kind: 'done' }
    },

    /** A new token for an open pair; the old one is worthless from then on. */
    reissue: (caller: VerifiedParty, wish: Reissue): Promise<Answer> => settle(async () => {
      const user = await requireOwnUser(store, caller, wish.user)
      const standing = await store.read.standing(user.user, wish.peerUser)
      const decision = admit({ action: 'reissue-token', asker: caller.party, tokenHash: undefined }, standing)
      if ('denied' in decision) throw new GatewayError(decision.denied)
      const [peer, consent] = [await store.read.user(wish.peerUser), await store.read.consent(wish.peerUser, user.user)]
      if (!peer || !consent) return MOVED
      const token = deps.randomBytes(TOKEN_BYTES)
      const outcome = await store.write.commit({ expect: decision.granted.versions, writes: [{ put: 'token', proof: decision.granted, tokenHash: hashOf(token) }] })
      if (!('committed' in outcome)) return MOVED
      return { kind: 'contact', ...await contact({ holder: user, peer, consentToken: token, purposes: consent.purposes }) }
    }),
  }
}

/**
 * The facts about a pair with its ends exchanged. The peer is read as the recipient: only there does one whom nobody is take as long as one who is there.
 */
const fromTheOther = ({ sender, recipient, senderConsent, recipientConsent }: Standing): Standing =>
  ({ sender: recipient, recipient: sender, senderConsent: recipientConsent, recipientConsent: senderConsent })

interface ContactParts extends Pick<Contact, 'consentToken' | 'purposes'> {
  readonly holder: UserRow
  readonly peer: UserRow
  /** Toward the asker: the request, whose address it typed, even if the peer has another one by now. */
  readonly typed?: RequestRow | undefined
  /** Toward who was asked: the request that the grant answers. */
  readonly answers?: RequestRow | undefined
}

const createContactFacts = (deps: RegistryDeps, personal: Personal) => async ({ holder, peer, typed, answers, ...rest }: ContactParts): Promise<Contact> => ({
  ...rest, user: holder.user, peerUser: peer.user, peerParty: peer.party, requestId: answers?.request,
  peerDisplayName: await readName(deps, personal, peer),
  peerAddress: await knownAddress(deps, personal, peer, typed, answers),
})

/**
 * The address that the holder knows: what it typed, or what came with the request. Without either a core user's address stays
 * untold: it may be one that the person took since, and would not tell.
 */
const knownAddress = async (deps: RegistryDeps, personal: Personal, peer: UserRow, typed?: RequestRow, answers?: RequestRow): Promise<string> => {
  if (typed) return personal.openText('request.target', typed.request, typed.targetSealed)
  return answers || peer.person === undefined ? readAddress(deps, personal, peer) : ''
}

const granted = (user: UserId, { request }: RequestRow): Write =>
  ({ move: 'request', request, from: ['surfaced', 'granted'], to: 'granted', targetUser: user })

const hashOf = (token: Uint8Array): Uint8Array => createHash('sha256').update(token).digest()
