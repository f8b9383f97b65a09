import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface Received {
  method: string;
  /** Path and query exactly as they arrived. */
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
  bytes: Buffer;
}

type Answerer = (response: ServerResponse, received: Received, socket: Socket) => void;

export interface Scripted {
  readonly origin: string;
  readonly received: Received[];
  close(): Promise<void>;
}

/** A server on this machine that answers each call with the next script, the last one again and again. */
export const startServer = async (...scripts: Answerer[]): Promise<Scripted> => {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const bytes = Buffer.concat(chunks);
      const call = {
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        body: bytes.toString(),
        bytes,
      };
      received.push(call);
      scripts[Math.min(received.length, scripts.length) - 1]?.(response, call, request.socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    received,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};

/** Scripts. */
export const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Answerer =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
export const html =
  (status: number): Answerer =>
  (response) =>
    response.writeHead(status, { 'content-type': 'text/html' }).end('<html><h1>Bad gateway</h1></html>');
export const unmodified: Answerer = (response) => response.writeHead(304).end();
export const reset: Answerer = (_response, _received, socket) => socket.destroy();
/** Promises 1000 bytes, sends some, and cuts the connection. */
export const truncated: Answerer = (response, _received, socket) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"id": "PR-1", "st');
  setTimeout(() => socket.destroy(), 20);
};
export const hang: Answerer = () => {};
