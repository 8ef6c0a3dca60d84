# Two images, built from the clone:   docker build --target gateway .   and   docker build --target full .
# `gateway` has no code that could open a message; `full` has the vault too, and the sandbox. Neither has a shell, a package manager or a compiler:
# Node, the libraries that it and two add-ons load, the compiled program and its packages. docs/container.md says how to run them.

# Pin it further with --build-arg NODE_IMAGE=node:26.10.0-bookworm-slim@sha256:… ; the version is the one that the tests run with.
ARG NODE_IMAGE=node:26.10.0-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
# An .npmrc of yours, for a registry of your own:   docker build --secret id=npmrc,src=$HOME/.npmrc
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci --omit=optional
COPY tsconfig.json tsconfig.build.json ./
COPY scripts ./scripts
COPY src ./src
RUN node scripts/build.mjs \
  && node scripts/image.mjs program dist /full/app/dist \
  && node scripts/image.mjs program-without-vault dist /gateway/app/dist

FROM ${NODE_IMAGE} AS packages
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci --omit=dev --omit=optional
COPY scripts ./scripts
RUN node scripts/image.mjs notices node_modules /common/app/THIRD-PARTY-NOTICES \
  && node scripts/image.mjs packages node_modules

FROM ${NODE_IMAGE} AS system
WORKDIR /build
COPY package.json ./
COPY scripts ./scripts
COPY bin ./bin
# The vault's launcher sets limits with prlimit and makes FIFOs with mkfifo; the gateway starts no program at all.
RUN node scripts/image.mjs system /gateway node \
  && node scripts/image.mjs system /full node prlimit mkfifo

FROM scratch AS common
ARG VERSION=0.1.0
ARG REVISION=unknown
ARG SOURCE=pkg:npm/%40drawbridge-im/drawbridge
LABEL org.opencontainers.image.title="Drawbridge" \
  org.opencontainers.image.description="Self-hostable interoperability gateway for messaging" \
  org.opencontainers.image.licenses="AGPL-3.0-only" \
  org.opencontainers.image.source="${SOURCE}" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.revision="${REVISION}"
ENV NODE_ENV=production \
  PATH=/usr/local/bin:/usr/bin \
  DRAWBRIDGE_DATA_FOLDER=/var/lib/drawbridge \
  DRAWBRIDGE_KEYS_FOLDER=/etc/drawbridge/keys
WORKDIR /app
COPY --from=packages /build/node_modules ./node_modules
COPY --from=packages /common /
COPY package.json LICENSE ./
COPY LICENSES ./LICENSES
COPY proto ./proto
COPY migrations ./migrations
STOPSIGNAL SIGTERM
# Whether a restart would help; whether it takes work is asked by `health` without --live.
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
  CMD ["drawbridge", "health", "--live"]
ENTRYPOINT ["drawbridge"]
CMD ["serve"]

FROM common AS gateway
COPY --from=system /gateway /
COPY --from=build /gateway /
USER 10001:10001
# Keys are a volume of their own: they never belong into the data folder or its backups.
VOLUME ["/var/lib/drawbridge", "/etc/drawbridge/keys"]

FROM common AS full
COPY --from=system /full /
COPY --from=build /full /
USER 10001:10001
VOLUME ["/var/lib/drawbridge", "/etc/drawbridge/keys"]
