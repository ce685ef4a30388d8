#!/usr/bin/env python3
"""An engine for blkdrill in Python, without dependencies, written from PROTOCOL.md: plain qcow2
images with 16-bit refcounts, enough for cases such as 121. Put your own in the place of Image."""
import base64, os, struct, sys

COPIED = 1 << 63
OFFSET = 0x00FFFFFFFFFFFE00


class Unserved(Exception):
    """The image needs what this engine has not."""


class Image:
    def __init__(self, path, read_only):
        self.fd = os.open(path, os.O_RDONLY if read_only else os.O_RDWR)
        header = os.pread(self.fd, 104, 0).ljust(104, b"\0")
        magic, version, backing, _, bits, self.size, crypt = struct.unpack(">IIQIIQI", header[:36])
        self.l1_size, self.l1, self.table, self.table_clusters, snapshots = struct.unpack(
            ">IQQII", header[36:64])
        features = struct.unpack(">Q", header[72:80])[0] if version == 3 else 0
        order = struct.unpack(">I", header[96:100])[0] if version == 3 else 4
        if magic != 0x514649FB or version not in (2, 3):
            raise OSError(22, "not a qcow2 image")
        if backing or crypt or snapshots or features or order != 4:
            raise Unserved("only plain images")
        self.cluster = 1 << bits
        self.entries = self.cluster // 8

    def word(self, at):
        return struct.unpack(">Q", os.pread(self.fd, 8, at).ljust(8, b"\0"))[0]

    def put(self, at, value, form=">Q"):
        os.pwrite(self.fd, struct.pack(form, value), at)

    def refcount_place(self, index):
        """Where the refcount of a cluster stands; a block is made where there is none."""
        per_block = self.cluster // 2
        slot = index // per_block
        if slot >= self.table_clusters * self.entries:
            raise Unserved("a larger refcount table")
        block = self.word(self.table + 8 * slot)
        if block == 0:
            block = index * self.cluster  # it counts itself
            os.pwrite(self.fd, bytes(self.cluster), block)
            self.put(block + 2 * (index % per_block), 1, ">H")
            os.fsync(self.fd)
            self.put(self.table + 8 * slot, block)
            return None
        return block + 2 * (index % per_block)

    def allocate(self):
        index = -(-os.fstat(self.fd).st_size // self.cluster)
        while True:
            place = self.refcount_place(index)
            if place is not None and os.pread(self.fd, 2, place).ljust(2, b"\0") == b"\0\0":
                break
            index += 1
        self.put(place, 1, ">H")
        os.pwrite(self.fd, bytes(self.cluster), index * self.cluster)
        return index * self.cluster

    def entry_place(self, offset, create):
        index, l2 = divmod(offset // self.cluster, self.entries)
        entry = self.word(self.l1 + 8 * index)
        if not entry & OFFSET:
            if not create:
                return None
            entry = self.allocate() | COPIED
            os.fsync(self.fd)
            self.put(self.l1 + 8 * index, entry)
        return (entry & OFFSET) + 8 * l2

    def pieces(self, offset, length):
        while length > 0:
            inside = offset % self.cluster
            count = min(length, self.cluster - inside)
            yield offset, inside, count
            offset, length = offset + count, length - count

    def read(self, offset, length):
        out = []
        for at, inside, count in self.pieces(offset, length):
            place = self.entry_place(at, False)
            entry = self.word(place) if place else 0
            if entry >> 62 & 1:
                raise Unserved("compressed clusters")
            host = 0 if entry & 1 else entry & OFFSET
            data = os.pread(self.fd, count, host + inside) if host else b""
            out.append(data.ljust(count, b"\0"))
        return b"".join(out)

    def write(self, offset, data):
        done = 0
        for at, inside, count in self.pieces(offset, len(data)):
            place = self.entry_place(at, True)
            entry = self.word(place)
            if entry >> 62 & 1:
                raise Unserved("compressed clusters")
            if entry & 1:
                raise Unserved("zero clusters")
            host = entry & OFFSET or self.allocate()
            os.pwrite(self.fd, data[done:done + count], host + inside)
            if not entry:
                os.fsync(self.fd)
                self.put(place, host | COPIED)
            done += count

    def __del__(self):
        os.close(self.fd)


def data_of(word):
    length, star, byte = word.partition("*")
    return bytes([int(byte, 16)]) * int(length) if star else base64.b64decode(word)


def answer(state, word, *args):
    if word == "open":
        state["image"] = Image(args[0], "ro" in args[1:])
        return str(state["image"].size)
    if word == "die":
        os._exit(0)
    image = state["image"]
    if word == "read":
        return base64.b64encode(image.read(int(args[0]), int(args[1]))).decode()
    if word == "write":
        return image.write(int(args[0]), data_of(args[1]))
    if word == "flush":
        return os.fsync(image.fd)
    if word == "close":
        os.fsync(image.fd)
        return state.clear()
    raise Unserved(word)


def main():
    state = {}
    print("blkdrill-engine 1 name=toy version=1 serves=open,read,write,flush,close,die", flush=True)
    for line in sys.stdin:
        try:
            value = answer(state, *line.split())
            print("ok" if value is None else f"ok {value}", flush=True)
        except Unserved as lack:
            print(f"no {lack}", flush=True)
        except OSError as error:
            print(f"err {error.errno or 5} {error.strerror}", flush=True)


main()
