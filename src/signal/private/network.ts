// SPDX-License-Identifier: AGPL-3.0-only
// Sees: nothing.
// Promises: returns only where libsignal's own network client could open what it needs; throws where the system refuses it.
// Never: reaches a server, or keeps the client.
import { Net } from '@signalapp/libsignal-client'
import '../public/quiet.ts'

/** Nobody is called: the client opens its descriptors when it is made, and that is all that is asked. */
const NOWHERE = 9

/** Makes libsignal's network client, which no permission of Node's covers; for a test that it cannot be made. */
export const makeNetworkClient = (): void => {
  new Net.Net({
    localTestServer: true, userAgent: 'drawbridge-self-test',
    TESTING_localServer_chatPort: NOWHERE, TESTING_localServer_cdsiPort: NOWHERE, TESTING_localServer_svr2Port: NOWHERE, TESTING_localServer_svrBPort: NOWHERE,
    TESTING_localServer_rootCertificateDer: new Uint8Array(),
  })
}
