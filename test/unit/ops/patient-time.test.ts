// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { createPatientTime } from '../../../src/ops/patient-time.ts'

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000]
const START = 1_800_000_000_000

const world = () => {
  let [wall, up] = [START, 5_000]
  const time = createPatientTime({ now: () => wall, monotonic: () => up })
  return {
    time,
    /** Both clocks go on. */
    pass: (ms: number) => { wall += ms; up += ms },
    /** Somebody sets the wall clock. */
    jump: (ms: number) => { wall += ms },
    wall: () => wall,
  }
}

t.test('it is the wall clock as long as that goes on like the monotonic one', async (t) => {
  const { time, pass, jump, wall } = world()
  t.equal(time(), START)
  pass(40 * DAY)
  t.equal(time(), wall())
  jump(59 * MINUTE)
  t.equal(time(), wall(), 'a small correction is believed')
})

t.test('a jump ahead is not believed for a day, and then it is', async (t) => {
  const { time, pass, jump, wall } = world()
  jump(400 * DAY)
  t.equal(time(), START)
  pass(23 * HOUR)
  t.equal(time(), START + 23 * HOUR, 'it goes on meanwhile')
  pass(HOUR)
  t.equal(time(), wall())
  pass(MINUTE)
  t.equal(time(), wall())
})

t.test('a jump ahead that is taken back leaves nothing behind', async (t) => {
  const { time, pass, jump, wall } = world()
  jump(400 * DAY)
  t.equal(time(), START)
  pass(20 * HOUR)
  jump(-400 * DAY)
  t.equal(time(), wall())
  jump(400 * DAY)
  pass(20 * HOUR)
  t.equal(time(), START + 40 * HOUR, 'the day begins anew')
})

t.test('a clock that goes back is followed at once', async (t) => {
  const { time, jump, wall } = world()
  jump(-3 * HOUR)
  t.equal(time(), wall())
})
