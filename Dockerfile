# The image holds Node, the compiled program and its production packages, and runs without a shell as an ordinary user.
# Data and keys are two volumes: keys never belong into the data folder or its backups.

FROM node:26-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=optional --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY scripts ./scripts
COPY src ./src
RUN node scripts/build.mjs

FROM node:26-bookworm-slim AS packages
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts
# libsignal and better-sqlite3 bring their binaries for every platform; one each is needed, and no C++ source.
RUN keep="linux-$(node -p process.arch)" \
  && cd node_modules/@signalapp/libsignal-client/prebuilds \
  && find . -mindepth 1 -maxdepth 1 ! -name "$keep" -exec rm -r {} + \
  && cd /build/node_modules/better-sqlite3 \
  && rm -rf deps src binding.gyp \
  && find prebuilds -type f ! -name "$keep.node" -delete

FROM node:26-bookworm-slim
ENV NODE_ENV=production \
  XDG_STATE_HOME=/var/lib \
  XDG_CONFIG_HOME=/etc
RUN install -d -o node -g node -m 0700 /var/lib/drawbridge /etc/drawbridge /etc/drawbridge/keys
WORKDIR /app
COPY --from=packages /build/node_modules ./node_modules
COPY --from=build /build/dist ./dist
COPY package.json LICENSE ./
COPY LICENSES ./LICENSES
COPY bin ./bin
COPY proto ./proto
COPY migrations ./migrations
USER node
VOLUME ["/var/lib/drawbridge", "/etc/drawbridge/keys"]
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "bin/drawbridge.js", "health", "--live"]
ENTRYPOINT ["node", "--disable-sigusr1", "bin/drawbridge.js"]
CMD ["serve"]
