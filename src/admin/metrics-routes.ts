// SPDX-License-Identifier: AGPL-3.0-only
import type { FastifyInstance } from 'fastify'
import type { AdminDeps } from './ports.ts'

/** Where Prometheus looks unless it is told otherwise; all that a token of the scope `metrics` may read. */
export const METRICS_PATH = '/metrics'

/** `GET /metrics`: the text format of Prometheus. Names of parties are the most that it says of anybody. */
export const addMetricsRoute = (app: FastifyInstance, { metrics }: Pick<AdminDeps, 'metrics'>): void => {
  app.get(METRICS_PATH, async (_request, reply) => {
    const { contentType, text } = await metrics()
    return reply.type(contentType).header('cache-control', 'no-store').send(text)
  })
}
