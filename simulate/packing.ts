import { createDeflateRaw } from 'node:zlib';

/** Spreadsheets are packed and unpacked beside the event loop, for as long as the machine takes: it is waited for. */

type Callback = (error?: Error | null, data?: unknown) => void;
interface Packer {
  _transform(chunk: Buffer, encoding: string, done: Callback): void;
}

/** What all of zlib's streams are made of. */
const packerOf = (): Packer => {
  let at = createDeflateRaw() as unknown as object;
  while (!Object.hasOwn(at, '_transform')) at = Object.getPrototypeOf(at) as object;
  return at as Packer;
};

let underWay = 0;

/** Whether anything is being packed or unpacked at this moment. */
export const isPacking = (): boolean => underWay > 0;

/** Watches all of it from now on. @returns what ends it. */
export const watchPacking = (): (() => void) => {
  const packer = packerOf();
  const own = packer._transform;
  packer._transform = function watched(chunk, encoding, done) {
    underWay += 1;
    own.call(this, chunk, encoding, (error, data) => {
      underWay -= 1;
      done(error, data);
    });
  };
  return () => {
    packer._transform = own;
    underWay = 0;
  };
};
