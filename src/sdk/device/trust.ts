// SPDX-License-Identifier: Apache-2.0
import type { AdmissionFile, PublicJwk } from '../../model/credentials.ts'
import type { PartyId } from '../../model/ids.ts'
import { parseAdmissionFile } from '../../model/party-files.ts'
import { DeviceError } from './errors.ts'
import { openIssuerList } from './issuer-list.ts'
import type { IssuerList } from './issuer-list.ts'

/** Where the newest issuer list is kept, so that an older one is never believed. */
export interface IssuerListStore {
  /** The list as last saved; undefined when there was none. */
  load(): string | undefined
  /** Durable when it returns. */
  save(list: string): void
}

/** What a device believes without asking the gateway: pinned keys, and where to keep the list that they sign. */
export interface Trust {
  readonly admission: AdmissionFile
  readonly issuerListStore: IssuerListStore | undefined
}

/**
 * Trust out of the admission file, which reached the device outside the gateway; throws `CONFIG_INVALID` for a bad one.
 * A provider's devices believe the core's keys in it, for the core's users. The core's devices believe providers' keys only
 * from the issuer list that these keys sign; it is kept in `issuerListStore`, by default in each device's own file.
 */
export const createTrust = (
  { admission, issuerListStore }: { readonly admission: AdmissionFile; readonly issuerListStore?: IssuerListStore },
): Trust => Object.freeze({ admission: parseAdmissionFile(admission), issuerListStore })

/** Issuer keys of homes. */
export interface IssuerKeys {
  /** Keys that speak for a home now. `fresh` asks for the newest list first. Throws `DeviceError`, and what fetching throws. */
  of(party: PartyId, fresh: boolean): Promise<readonly PublicJwk[]>
}

/** Milliseconds after which an issuer list is fetched again though nothing was unknown: a key that was revoked falls within a day. */
const MAX_LIST_AGE_MS = 86_400_000

/** Issuer keys as `trust` has them; `fetchList` asks the gateway for the newest list, which is verified before it counts. */
export const createIssuerKeys = (trust: Trust, store: IssuerListStore, fetchList: () => Promise<string>, now: () => number): IssuerKeys => {
  const { core, role } = trust.admission
  let current: IssuerList | undefined
  let fetchedAtMs = -Infinity
  const newest = async (): Promise<IssuerList> => {
    const fetched = await openIssuerList(await fetchList(), core)
    const saved = await savedList(store, core)
    current = newerOf(fetched, current ?? saved)
    if (current === fetched) store.save(current.jws)
    fetchedAtMs = now()
    return current
  }
  const usual = async (): Promise<IssuerList> => {
    current ??= await savedList(store, core)
    if (current === undefined) return newest()
    // A gateway that is away, or shows nothing better, leaves what is known in force.
    return now() - fetchedAtMs > MAX_LIST_AGE_MS ? newest().catch(() => current ?? newest()) : current
  }
  return {
    of: async (party, fresh) => {
      if (party === core.party) return core.issuerKeys.keys
      if (role !== 'core') throw new DeviceError('UNKNOWN_ISSUER')
      return (fresh ? await newest() : await usual()).keysOf(party)
    },
  }
}

const savedList = async (store: IssuerListStore, core: AdmissionFile['core']): Promise<IssuerList | undefined> => {
  const saved = store.load()
  // Verified again: a core key that was taken out of the admission file takes its lists with it.
  return saved === undefined ? undefined : openIssuerList(saved, core).catch(() => undefined)
}

const newerOf = (fetched: IssuerList, saved: IssuerList | undefined): IssuerList => {
  if (saved === undefined || fetched.version > saved.version) return fetched
  if (fetched.version < saved.version) throw new DeviceError('ISSUER_LIST_ROLLED_BACK')
  if (fetched.claims !== saved.claims) throw new DeviceError('ISSUER_LIST_REFUSED')
  return saved
}
