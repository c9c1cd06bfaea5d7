// Files as one archive that every system unpacks (POSIX ustar), without compression.
const BLOCK = 512;
const NAME_BYTES = 100;

function field(bytes, at, text) {
  bytes.set(new TextEncoder().encode(text), at);
}

function header(name, size, seconds) {
  const bytes = new Uint8Array(BLOCK);
  const octal = (number, digits) => number.toString(8).padStart(digits, "0") + "\0";
  field(bytes, 0, name);
  field(bytes, 100, octal(0o644, 7));
  field(bytes, 108, octal(0, 7));
  field(bytes, 116, octal(0, 7));
  field(bytes, 124, octal(size, 11));
  field(bytes, 136, octal(seconds, 11));
  field(bytes, 148, "        ");
  field(bytes, 156, "0");
  field(bytes, 257, "ustar\0" + "00");
  const sum = bytes.reduce((a, b) => a + b, 0);
  field(bytes, 148, sum.toString(8).padStart(6, "0") + "\0 ");
  return bytes;
}

/** An archive of texts by name, in a folder. */
export function tar(folder, files) {
  const parts = [];
  for (const [name, text] of Object.entries(files)) {
    const path = folder + "/" + name;
    if (new TextEncoder().encode(path).length >= NAME_BYTES) throw new Error("The name " + path + " is too long for an archive.");
    const content = new TextEncoder().encode(text);
    parts.push(header(path, content.length, Math.floor(Date.now() / 1000)), content, new Uint8Array((BLOCK - content.length % BLOCK) % BLOCK));
  }
  parts.push(new Uint8Array(2 * BLOCK));
  return new Blob(parts, {type: "application/x-tar"});
}
