// SPDX-License-Identifier: AGPL-3.0-only
// Promise: in the process of a test file tap does not follow each promise to tell which test an uncaught error belongs to.
// That took a third of the processor's time of the tests that promise much; an uncaught error fails the file without it.
import asyncHooks from 'node:async_hooks'
import { syncBuiltinESMExports } from 'node:module'

const unhooked = { enable: () => unhooked, disable: () => unhooked }
asyncHooks.createHook = () => unhooked
syncBuiltinESMExports()
