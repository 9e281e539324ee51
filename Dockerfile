# Bundles the winnow command, for which the development packages are needed.
FROM node:24-bookworm-slim AS build
WORKDIR /opt/winnow
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY bin bin
COPY scripts scripts
COPY schema.graphql ./
COPY src src
RUN npm run build

# A Winnow server with everything it runs: virt-sparsify, qemu-img, and a kernel for libguestfs's appliance.
FROM node:24-bookworm-slim

RUN set -eu; \
    case "$(dpkg --print-architecture)" in \
      amd64) machine='qemu-system-x86 linux-image-cloud-amd64' ;; \
      arm64) machine='qemu-system-arm linux-image-cloud-arm64' ;; \
      *) echo 'There is no appliance for this architecture.' >&2; exit 1 ;; \
    esac; \
    apt-get update; \
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
      guestfs-tools qemu-utils libvirt-clients openssh-client e2fsprogs util-linux sg3-utils lvm2 $machine; \
    rm -rf /var/lib/apt/lists/*

WORKDIR /opt/winnow
COPY package.json package-lock.json .npmrc ./
# Without the development packages the image's own Node is the one that runs it.
RUN npm ci --omit=dev --no-audit --no-fund && npm cache clean --force
COPY bin bin
COPY schema.graphql ./
COPY src src
COPY --from=build /opt/winnow/dist dist
RUN ln -s /opt/winnow/bin/winnow /usr/local/bin/winnow \
    && install -d -m 0700 -o node -g node /var/lib/winnow /var/lib/winnow-runs

ENV NODE_ENV=production \
    WINNOW_STATE_DIR=/var/lib/winnow
USER node
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s --retries=6 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.WINNOW_PORT || 8080}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["winnow"]
CMD ["serve"]
