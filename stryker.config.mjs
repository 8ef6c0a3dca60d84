// SPDX-License-Identifier: AGPL-3.0-only
// Promise: `npm run test:mutation` changes src/policy in every small way and fails unless the tests notice at least 95 of 100.

export default {
  mutate: ['src/policy/**/*.ts'],
  testRunner: 'tap',
  tap: { testFiles: ['test/unit/policy/**/*.test.ts'], nodeArgs: ['--disable-warning=ExperimentalWarning'], forceBail: false },
  plugins: ['@stryker-mutator/tap-runner'],
  coverageAnalysis: 'perTest',
  // Types are stripped, not checked: a comment that turns the compiler off is of no use here.
  disableTypeChecks: false,
  concurrency: 2,
  timeoutMS: 20_000,
  reporters: ['clear-text', 'json'],
  clearTextReporter: { allowColor: false, allowEmojis: false, reportTests: false, logTests: false },
  thresholds: { high: 100, low: 98, break: 95 },
  tempDirName: '.tap/stryker',
  jsonReporter: { fileName: '.tap/mutation.json' },
  ignorePatterns: ['dist', 'bench', 'migrations'],
  checkers: [],
  allowConsoleColors: false,
}
