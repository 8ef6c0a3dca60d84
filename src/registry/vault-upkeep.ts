// SPDX-License-Identifier: AGPL-3.0-only
import type { UserId } from '../model/ids.ts'
import type { VaultAccountRow } from '../store/rows.ts'
import type { RegistryDeps } from './ports.ts'
import { keyWrites, mintMore, NO_STOCK, VAULT_DEVICE, wantedOf } from './vault-users.ts'
import type { Minter } from './vault-users.ts'

/** Keeps the keys of users of a vault as they should be, in the background. */
export interface VaultUpkeep {
  /** Wraps users' keys anew that are under an older key-encryption key, and renews lasting keys that are due, with a low stock of one-time keys where anybody may take them; joins a look under way. Never rejects. */
  look(): Promise<void>
  /** Looks by itself while this node has the duty. */
  start(): void
  /** Begins nothing more; resolves when what is under way has ended. */
  stop(): Promise<void>
}

/** How often it is looked whether anything is due: what a new key or a crash left over begins so soon. Two look-ups in an index where there is nothing. */
const EVERY_MS = 5_000
/** Users who are wrapped anew side by side: a commit takes them all, and messages have their turn in between. */
const REWRAP_PAGE = 32
/** Users whose keys are renewed side by side: a full set of keys is 20 ms of a vault's time, which messages wait behind. */
const RENEW_PAGE = 4
/** Lasting keys of users with conversations; libsignal's own clients take two to seven days. */
const TALKING_MS = 7 * 86_400_000
/** The same of users who talk to nobody: each generation takes 5 KB of their account until it is 30 days old. */
const IDLE_MS = 30 * 86_400_000
/** Users that one look leaves as they are because of an error: each is read again with every page of it. Where there are more, the fault is none of a few users. */
const MAX_FAILED = 256

/** Upkeep over the store and the vaults. What it did not come to is found again by the next look, here or on another node. */
export const createVaultUpkeep = ({ store, now, events, timers, audit }: Pick<RegistryDeps, 'store' | 'now' | 'events' | 'timers' | 'audit'>, minter: Minter): VaultUpkeep => {
  let running: Promise<void> | undefined
  let [isStopped, isOurs] = [false, false]
  const ends: (() => void)[] = []

  const rewrapOne = async (account: VaultAccountRow): Promise<boolean> => {
    const row = await store.read.user(account.user)
    if (row?.forProvider === undefined) return false
    const wrappedKey = await minter.rewrap({ ...account, provider: row.forProvider })
    const outcome = await store.write.commit({ expect: [], writes: [{ put: 'wrappedKey', user: account.user, from: account.wrappedKey, wrappedKey }] })
    return 'committed' in outcome
  }

  const renewOne = async (account: VaultAccountRow): Promise<boolean> => {
    const { user } = account
    const [row, left, peers] = await Promise.all([store.read.user(user), store.read.prekeyStock(user, VAULT_DEVICE), store.read.peersOf(user, 1)])
    if (row?.forProvider === undefined || left === undefined) return false
    const wanted = peers.length > 0 ? wantedOf(left) : NO_STOCK
    const minted = await mintMore(minter, { user, provider: row.forProvider, device: VAULT_DEVICE, account, lasting: true, ...wanted, now: now() })
    const [signedPrekey, lastResortKyberPrekey] = minted.lasting
    let isStored = false
    try {
      const outcome = await store.write.commit({
        expect: [{ of: 'user', user, version: row.version }],
        writes: [
          { put: 'lastingKeys', user, device: VAULT_DEVICE, signedPrekey, lastResortKyberPrekey },
          ...keyWrites(user, minted, now()),
        ],
      })
      isStored = 'committed' in outcome
    } finally {
      if (!isStored) await minter.discard(user, minted.state.version)
    }
    return isStored
  }

  // While a vault is away nothing can be done, and its going was told.
  const tell = (error: unknown): void => { if (minter.wrappingKey() !== undefined) events.backgroundFailed('upkeep', error) }

  const going: Going = { isOver: () => isStopped || minter.wrappingKey() === undefined, tell }

  const rewrap = async (key: number): Promise<void> => {
    const rewrapped = await each(going, (limit) => store.read.wrappedBelow(key, limit), REWRAP_PAGE, rewrapOne)
    if (rewrapped === 0 || (await store.read.wrappedBelow(key, 1)).length > 0) return
    await store.write.commit({ expect: [], writes: [{ add: 'audit', leaf: audit.entry({ act: 'vault.rewrapped', actor: 'system', details: { key, users: rewrapped } }) }] })
    events.vaultKeysRewrapped(key, rewrapped)
  }

  const renew = async (): Promise<void> => {
    const renewed = await each(going, (limit) => store.read.lastingDue({ talking: now() - TALKING_MS, idle: now() - IDLE_MS }, limit), RENEW_PAGE, renewOne)
    if (renewed > 0) events.vaultKeysRenewed(renewed)
  }

  const lookOnce = async (): Promise<void> => {
    const key = minter.wrappingKey()
    if (key === undefined || isStopped) return
    await rewrap(key).catch(tell)
    await renew().catch(tell)
  }

  const look = (): Promise<void> => (running ??= lookOnce().finally(() => { running = undefined }))
  return {
    look,
    start: () => {
      ends.push(store.nodes.want('upkeep', (held) => { isOurs = held }), timers.every(EVERY_MS, () => { if (isOurs) void look() }))
    },
    stop: async () => {
      isStopped = true
      for (const end of ends) end()
      await running
    },
  }
}

interface Going {
  /** No further page is begun. */
  readonly isOver: () => boolean
  readonly tell: (error: unknown) => void
}

type NextPage = (limit: number) => Promise<readonly VaultAccountRow[]>

/**
 * Page after page until nothing is left, or nothing moves: then others are at it, and the next look sees. Who fails is passed over until then, so that nobody
 * else waits behind; of all errors the first is told. Resolves to how many were changed.
 */
const each = async ({ isOver, tell }: Going, next: NextPage, size: number, change: (account: VaultAccountRow) => Promise<boolean>): Promise<number> => {
  const failed = new Set<UserId>()
  const changeOrPass = async (account: VaultAccountRow): Promise<boolean> => {
    try {
      return await change(account)
    } catch (error) {
      if (failed.size === 0) tell(error)
      failed.add(account.user)
      return false
    }
  }
  for (let count = 0; ;) {
    const before = failed.size
    if (isOver() || before >= MAX_FAILED) return count
    const page = (await next(size + before)).filter(({ user }) => !failed.has(user)).slice(0, size)
    const changed = (await Promise.all(page.map(changeOrPass))).filter(Boolean).length
    count += changed
    if (changed === 0 && failed.size === before) return count
  }
}
