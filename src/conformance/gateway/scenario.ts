// SPDX-License-Identifier: AGPL-3.0-only
import type { Named } from '../judging.ts'
import type { Trial } from './trial.ts'

/** Whom a scenario needs beside one provider. */
export type Need = 'core' | 'other' | 'operator'

/** One thing that a gateway must do, and how to see it. */
export interface Scenario extends Named {
  readonly needs: readonly Need[]
  /** Nothing is pushed to any party while it runs, so others may run at its side. */
  readonly isQuiet: boolean
  readonly run: (trial: Trial) => Promise<void>
}

/** A scenario in which nothing is pushed. */
export const quiet = (name: string, musts: Scenario['musts'], title: string, run: Scenario['run'], needs: readonly Need[] = []): Scenario => ({ name, title, musts, needs, isQuiet: true, run })

/** A scenario with pushes. */
export const pushing = (name: string, musts: Scenario['musts'], title: string, needs: readonly Need[], run: Scenario['run']): Scenario => ({ name, title, musts, needs, isQuiet: false, run })
