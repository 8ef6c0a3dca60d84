// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { hostileText } from '../../../src/cli/bench-hostile-text.ts'
import { requireProgram } from '../../../src/cli/bench-process.ts'
import { idleText, isMissed, mediaText, relayText, storeText, vaultText } from '../../../src/cli/bench-text.ts'
import type { RelayFigures } from '../../../src/cli/bench-text.ts'
import { CommandFailed } from '../../../src/cli/failure.ts'
import { terminal } from './support.ts'

const figures: RelayFigures = {
  deliveredPerSecond: 12_345.6, acceptedPerSecond: 12_340, ackMs: { p50: 3, p99: 9.25 }, deliverMs: { p50: 4, p99: 10 }, daemonCpuMicrosPerMessage: 81.4,
  databaseCpuMicrosPerMessage: null, twoNodes: null, fsyncsPerMessage: 0.0201, idleKibPerLink: 9.22, rssMib: 201, baselineDeliveredPerSecond: 20_000, baselineCpuMicrosPerMessage: 21, ratioToBaseline: 0.617,
  comparable: true, run: { store: 'sqlite', seconds: 30, saturationInFlight: 256, latencyInFlight: 40, idleLinks: 1_000, baselineFloor: 9_000 },
}

t.test('the relay’s figures stand beside the baseline’s', async (t) => {
  const text = relayText(figures)
  t.match(text, /delivered a second +12346 +20000 +62 %/)
  t.match(text, /server CPU a message +81 µs +21 µs/)
  t.match(text, /flushes a message +0\.020/)
  t.match(text, /arrived after, 40 in flight +4\.0 ms \(p99 10\.0 ms\)/)
  t.match(text, /arrived once, in the order of its lane\.$/)
})

t.test('of a store that has processes of its own, theirs are told, and those of two nodes where they were measured', async (t) => {
  t.notMatch(relayText(figures), /database|two nodes/)
  const run = { ...figures.run, store: 'postgres' } as const
  const one = { ...figures, databaseCpuMicrosPerMessage: 140, run }
  t.match(relayText(one), /database CPU a message +140 µs/)
  const twoNodes = { deliveredPerSecond: 7_000, daemonsCpuMicrosPerMessage: 95, databaseCpuMicrosPerMessage: 150, cpuRatioToOneNode: 1.167 }
  t.match(relayText({ ...one, twoNodes }), /ONE NODE +TWO NODES +RATIO\ndaemons' CPU a message +81 µs +95 µs +1\.17\n/)
})

t.test('a baseline below its floor, and flushes that nobody counted, are said to be so', async (t) => {
  const text = relayText({ ...figures, comparable: false, fsyncsPerMessage: null })
  t.match(text, /flushes a message +not counted: no strace/)
  t.match(text, /\n\nnot comparable: the baseline is below 9000 delivered a second/)
  t.match(text, /62 %/, 'the figures are shown all the same')
})

t.test('idle links and the lengths of the queue have their tables', async (t) => {
  t.match(idleText({ links: 5_000, parties: 79, kibPerLink: 9.2, rssMib: 222 }), /^IDLE LINKS .*\n5000 +79 +9\.2 KiB +222 MiB$/)
  const lengths = [{ rows: 10, microsPerMessage: 50, ratioToCheapest: 1 }, { rows: 1_000, microsPerMessage: 80, ratioToCheapest: 1.6 }]
  t.match(storeText({ store: 'sqlite', lengths, flat: false }), /\n1000 +80\.0 µs +1\.60 x\n\nnot flat: the dearest is more than 1\.5/)
  t.match(storeText({ store: 'sqlite', lengths, flat: true }), /\n\nflat: the dearest is at most 1\.5/)
})

t.test('the vault’s figures stand beside libsignal’s', async (t) => {
  const text = vaultText({
    openPerSecond: 6_000.4, sealPerSecond: 7_000, rawOpenPerSecond: 12_000, rawSealPerSecond: 15_000, openRatio: 0.504, sealRatio: 0.467,
    endToEndPerSecond: 4_000, endToEndRatio: 0.355, twoVaultsRatio: 1.301,
  })
  t.match(text, /opened, and sealed to the core +6000 +12000 +0\.50\n/)
  t.match(text, /opened from the core, and sealed +7000 +15000 +0\.47\n/)
  t.match(text, /through one vault process +4000 +0\.35 of libsignal alone\nthrough two +5204 +1\.30 of one$/)
})

t.test('attachments stand beside a bare stream, and messages beside what they took before', async (t) => {
  const figures = {
    uploadMibPerSecond: 312.4, downloadMibPerSecond: 500, baselineUploadMibPerSecond: 400, baselineDownloadMibPerSecond: 480, uploadRatio: 0.781, downloadRatio: 1.04,
    rssGrowthMib: 31.2, parallelRssGrowthMib: 45, relayP99MsBefore: 12.31, relayP99MsDuring: 41.26, parallelMibPerSecond: 250,
    comparable: true, held: true, run: { mib: 1_024, parallel: 100, parallelMib: 10, leastMib: 64, floorRatio: 0.7, maxRssGrowthMib: 50 },
  }
  const text = mediaText(figures)
  t.match(text, /^1024 MIB .*\nup +312 MiB\/s +400 MiB\/s +0\.78\ndown +500 MiB\/s +480 MiB\/s +1\.04\n100 of 10 MiB up at once +250 MiB\/s/)
  t.match(text, /\nmessages arrived, p99 +41\.3 ms +12\.3 ms before\n\nheld: at least 70 % of the baseline each way, and less than 50 MiB more memory$/)
  t.match(mediaText({ ...figures, held: false }), /\n\nmissed: at least 70 %/)
  t.match(mediaText({ ...figures, comparable: false }), /\n\nnot comparable: below 64 MiB the daemon still compiles; wanted is at least 70 %/)
  t.same([[true, false], [true, true], [false, false]].map(([comparable, held]) => isMissed({ comparable: comparable!, held: held! })), [true, false, false], 'only what says something can fail')
})

t.test('attacks stand with what they cost the honest and how soon the attackers were gone', async (t) => {
  const attackers = [
    { kind: 'pings', connections: 8, offended: 24, gone: 24, goneMs: { p50: 150, max: 1_240 }, returned: 16, returnedGoneMaxMs: 900, turnedAway: 3, goneWithinMs: 2_000, late: 0 },
    { kind: 'requests', connections: 8, offended: 8, gone: 0, goneMs: { p50: 0, max: 0 }, returned: 0, returnedGoneMaxMs: 0, turnedAway: 0, goneWithinMs: null, late: 0 },
  ]
  const phase = { attack: 'flood', honestP99MsBefore: 12, honestP99MsDuring: 48, ratio: 4, rssGrowthMib: 31.2, attackers, messages: { accepted: 4_852, lost: 0, doubled: 0 }, held: true }
  const figures = { phases: [phase], held: true, run: { maxP99Ms: 250, maxRatio: 10, maxRssGrowthMib: 150 } }
  const text = hostileText(figures)
  t.match(text, /\nflood +12\.0 ms +48\.0 ms +4\.0 +31 MiB +4852 +0 +0 +held\n/)
  t.match(text, /\nflood +pings +8 +24 +24 +0\.1 s +1\.2 s +2\.0 s +16 +0\.9 s +3 +0\n/)
  t.match(text, /\nflood +requests +8 +8 +0 +0 +0 +0\n\nheld: honest p99 below 250 ms, or 10 times/)
  t.match(hostileText({ ...figures, phases: [{ ...phase, held: false }], held: false }), /missed\n[^]*\n\nmissed: /)
})

t.test('arguments that cannot be measured are refused before anything starts', async (t) => {
  const { command } = terminal(t)
  for (const argv of [
    ['relay', '--seconds', '0'], ['relay', '--seconds', '1.5'], ['relay', '--seconds', '301'], ['relay', '--links', 'many'], ['idle', '--links', '20001'],
    ['store', '--rows', '-1'], ['relay', '--store', 'mysql'], ['relay', '--nodes', '2'], ['relay', '--store', 'postgres', '--nodes', '3'], ['idle', '--store', 'sqlite'], ['vault', '--slices', '0'], ['media', '--mib', '4096'], ['hostile', '--attack', 'shout'], ['fly'],
  ]) t.equal((await command('bench', ...argv)).code, 2, argv.join(' '))
})

t.test('an installation without the measuring programs says where they are', async (t) => {
  t.throws(() => { requireProgram('/nowhere/bench/main.ts') }, new CommandFailed({
    code: 'CONFIG_INVALID', what: 'This installation has no measurements.', detail: '/nowhere/bench/main.ts is not there',
    fix: 'Run it from a clone of the repository: the baselines are kept there.', exitCode: 1,
  }))
})
