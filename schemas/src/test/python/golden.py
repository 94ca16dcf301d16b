#!/usr/bin/env python3
"""Writes golden bytes for every frozen schema that has none yet.

Usage: golden.py        (from any folder; writes src/test/resources/golden/<Event>/vN.json)

The encoder below follows the specification's chapter on binary encoding and knows nothing of Avro's Java library, so a
fault of the one is not a fault of the other. Files that exist stay as they are: they stand for records in topics.
https://avro.apache.org/docs/1.12.0/specification/#binary-encoding
"""
import datetime
import decimal
import itertools
import json
import pathlib
import struct

RESOURCES = pathlib.Path(__file__).resolve().parent.parent / "resources"
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)


class Example:
    """Makes up a value for every field: something in each (full), or nothing where that is allowed (sparse)."""

    def __init__(self, full):
        self.full = full
        self.count = itertools.count(1)
        self.named = {}

    def of(self, schema, field, namespace=None):
        """The value as JSON and its bytes."""
        if isinstance(schema, list):
            branch = 1 if self.full else 0
            value, data = self.of(schema[branch], field, namespace)
            return value, number(branch) + data
        if isinstance(schema, str):
            named = self.named.get(schema) or self.named.get(f"{namespace}.{schema}")
            return self.of(named, field, namespace) if named else self.primitive(schema, field)
        if schema.get("logicalType") == "timestamp-micros":
            return self.time()
        if schema.get("logicalType") == "decimal":
            return self.money(schema["scale"])
        return getattr(self, schema["type"], self.primitive_of)(schema, field, namespace)

    def primitive_of(self, schema, field, namespace):
        return self.of(schema["type"], field, namespace)

    def record(self, schema, field, namespace):
        namespace = self.remember(schema, namespace)
        parts = [(f["name"], self.of(f["type"], f["name"], namespace)) for f in schema["fields"]]
        return {name: value for name, (value, _) in parts}, b"".join(data for _, (_, data) in parts)

    def enum(self, schema, field, namespace):
        self.remember(schema, namespace)
        index = 1 if self.full else len(schema["symbols"]) - 1
        return schema["symbols"][index], number(index)

    def array(self, schema, field, namespace):
        items = [self.of(schema["items"], field, namespace) for _ in range(2 if self.full else 0)]
        return [value for value, _ in items], blocks([data for _, data in items])

    def map(self, schema, field, namespace):
        # One entry: Java keeps the entries of a map in no order, so more could not be compared byte by byte.
        entries = [(f"{field} key", self.of(schema["values"], field, namespace)) for _ in range(self.full)]
        return {key: value for key, (value, _) in entries}, blocks([text(key) + data for key, (_, data) in entries])

    def remember(self, schema, namespace):
        namespace = schema.get("namespace", namespace)
        self.named[f"{namespace}.{schema['name']}"] = schema
        return namespace

    def primitive(self, kind, field):
        n = next(self.count)
        if kind == "null":
            return None, b""
        if kind == "string":
            value = f"{field} {n} \u00fc\u4e16\U0001f6a2" if self.full else ""
            return value, text(value)
        if kind == "boolean":
            return self.full, bytes([self.full])
        if kind == "int":
            value = n * 1000 if self.full else -n
            return value, number(value)
        if kind == "long":
            value = n * 5_000_000_000 if self.full else 0
            return value, number(value)
        if kind == "double":
            value = n + 0.375 if self.full else -0.5
            return value, struct.pack("<d", value)
        raise ValueError(f"no example for {kind}")

    def time(self):
        n = next(self.count)
        micros = 1_772_323_200_000_000 + n * 61_000_001 if self.full else n
        stamp = EPOCH + datetime.timedelta(microseconds=micros)
        fraction = f".{stamp.microsecond:06d}" if stamp.microsecond else ""
        return stamp.strftime("%Y-%m-%dT%H:%M:%S") + java_fraction(fraction) + "Z", number(micros)

    def money(self, scale):
        unscaled = -1234567 if self.full else 0
        size = max(1, (unscaled.bit_length() + 8) // 8)
        data = unscaled.to_bytes(size, "big", signed=True)
        return str(decimal.Decimal(unscaled).scaleb(-scale)), number(size) + data


def java_fraction(fraction):
    """java.time.Instant prints three digits when three are enough."""
    return fraction[:4] if fraction.endswith("000") else fraction


def number(value):
    """Zigzag, seven bits a byte, the lowest first."""
    value = (value << 1) ^ (value >> 63)
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes(out + bytes([value]))


def text(value):
    data = value.encode()
    return number(len(data)) + data


def blocks(items):
    return (number(len(items)) + b"".join(items) if items else b"") + number(0)


def main():
    for frozen in sorted(RESOURCES.glob("history/*/v*.avsc")):
        target = RESOURCES / "golden" / frozen.parent.name / (frozen.stem + ".json")
        if target.exists():
            continue
        schema = json.loads(frozen.read_text())
        examples = {}
        for name in ("full", "sparse"):
            value, data = Example(name == "full").of(schema, schema["name"])
            examples[name] = {"value": value, "bytes": data.hex()}
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps(examples, indent=2, ensure_ascii=False) + "\n")
        print(target.relative_to(RESOURCES))


main()
