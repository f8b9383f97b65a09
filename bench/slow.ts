import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import {
  type AddressInfo,
  connect,
  createServer as createTcpServer,
  type Server,
  type Socket,
} from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import selfsigned from 'selfsigned';

/** A Connect that is far away: the sandbox behind TLS and a line that takes its time in both directions. */
export interface Slow {
  readonly url: string;
  /** The certificate to trust, as a file. */
  readonly certificate: string;
  /** When each call was sent and when its answer came, as the caller saw it, ms; and how many connections there were. Emptied by the reader. */
  calls: { from: number; to: number }[];
  connections: number;
  /** Where the sandbox's Connect is. */
  target: string;
  close(): void;
}

const listening = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });

/** Everything that comes, later, in its order. */
const delayed = (from: Socket, to: Socket, ms: number): void => {
  from.on('data', (chunk) => setTimeout(() => to.writable && to.write(chunk), ms));
  from.on('end', () => setTimeout(() => to.end(), ms));
  from.on('error', () => to.destroy());
};

/** @param roundTrip of the line, ms. */
export const slowed = async (roundTrip: number): Promise<Slow> => {
  const { private: key, cert } = selfsigned.generate([{ name: 'commonName', value: 'localhost' }], {
    keySize: 2048,
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
  });
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const certificate = join(folder, 'certificate.pem');
  writeFileSync(certificate, cert);

  /** When each connection was asked for, by its port behind the line: until its first call, that call waits for it. */
  const opened = new Map<number, number>();
  const half = roundTrip / 2;

  const http = createServer((incoming, outgoing) => {
    const port = incoming.socket.remotePort ?? 0;
    const call = { from: opened.get(port) ?? performance.now() - half, to: Number.POSITIVE_INFINITY };
    opened.delete(port);
    slow.calls.push(call);
    const sandbox = new URL(slow.target);
    const { method, url: path, headers } = incoming;
    const onward = request(
      { host: sandbox.hostname, port: sandbox.port, method, path, headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing).on('finish', () => {
          call.to = performance.now() + half;
        });
      },
    );
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  const tls = createTlsServer({ key, cert }, (incoming, outgoing) =>
    http.emit('request', incoming, outgoing),
  );
  const tlsPort = await listening(tls);
  const line = createTcpServer((near) => {
    slow.connections += 1;
    const asked = performance.now();
    const far = connect(tlsPort, '127.0.0.1', () => opened.set(far.localPort ?? 0, asked));
    delayed(near, far, half);
    delayed(far, near, half);
  });
  const slow: Slow = {
    url: `https://localhost:${await listening(line)}/public/v1`,
    certificate,
    calls: [],
    connections: 0,
    target: '',
    close: () => {
      for (const server of [line, tls]) server.close();
      tls.closeAllConnections();
      rmSync(folder, { recursive: true });
    },
  };
  return slow;
};

/** How many of the calls were made one after another: calls that were under way together count once. */
export const roundsOf = (calls: Slow['calls']): number => {
  let rounds = 0;
  let end = Number.NEGATIVE_INFINITY;
  for (const { from, to } of [...calls].sort((a, b) => a.from - b.from)) {
    if (from >= end) {
      rounds += 1;
      end = to;
    } else end = Math.min(end, to);
  }
  return rounds;
};
