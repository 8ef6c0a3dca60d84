// SPDX-License-Identifier: AGPL-3.0-only
import { table } from './table.ts'

/** What became of the attackers of one kind. */
interface Fate {
  readonly kind: string
  readonly connections: number
  readonly offended: number
  readonly gone: number
  readonly goneMs: { readonly p50: number; readonly max: number }
  readonly returned: number
  readonly returnedGoneMaxMs: number
  readonly turnedAway: number
  /** null: they break no rule, or nothing promises when each is gone. */
  readonly goneWithinMs: number | null
  readonly late: number
}

/** What `bench hostile` shows. */
export interface HostileFigures {
  readonly phases: readonly {
    readonly attack: string
    readonly honestP99MsBefore: number
    readonly honestP99MsDuring: number
    readonly ratio: number
    readonly rssGrowthMib: number
    readonly attackers: readonly Fate[]
    readonly messages: { readonly accepted: number; readonly lost: number; readonly doubled: number }
    readonly held: boolean
  }[]
  readonly held: boolean
  readonly run: { readonly maxP99Ms: number; readonly maxRatio: number; readonly maxRssGrowthMib: number }
}

/** What attacks cost the honest, and how soon the attackers were gone. */
export const hostileText = ({ phases, held, run }: HostileFigures): string => {
  const honest = table(['attack', 'honest p99 before', 'during', 'ratio', 'memory grew by', 'messages', 'lost', 'doubled', ''], phases.map((phase) => [
    phase.attack, ms(phase.honestP99MsBefore), ms(phase.honestP99MsDuring), phase.ratio.toFixed(1), `${phase.rssGrowthMib.toFixed(0)} MiB`,
    String(phase.messages.accepted), String(phase.messages.lost), String(phase.messages.doubled), phase.held ? 'held' : 'missed',
  ]))
  const fates = phases.flatMap(({ attack, attackers }) => attackers.map((one) => [
    attack, one.kind, String(one.connections), String(one.offended), String(one.gone), one.gone === 0 ? '' : seconds(one.goneMs.p50), one.gone === 0 ? '' : seconds(one.goneMs.max),
    one.goneWithinMs === null ? '' : seconds(one.goneWithinMs), String(one.returned), one.returned === 0 || one.goneWithinMs === null ? '' : seconds(one.returnedGoneMaxMs), String(one.turnedAway), String(one.late),
  ]))
  const attackers = table(['attack', 'attackers', 'at once', 'offended', 'gone', 'half after', 'last after', 'due after', 'came back', 'last after', 'turned away', 'late'], fates)
  return `${honest}\n\n${attackers}\n\n${held ? 'held' : 'missed'}: honest p99 below ${String(run.maxP99Ms)} ms, or ${String(run.maxRatio)} times what it was before; less than ${String(run.maxRssGrowthMib)} MiB more memory; attackers gone when due; nothing lost or doubled`
}

const ms = (value: number): string => `${value.toFixed(1)} ms`
const seconds = (value: number): string => `${(value / 1_000).toFixed(1)} s`
