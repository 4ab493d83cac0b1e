"""Write the Spark Connect protocol, as one serialized FileDescriptorSet, to the file named on the command line.

The descriptors are taken from the installed `pyspark` package, so no .proto file is needed.
"""

import importlib
import sys

from google.protobuf import descriptor_pb2

MODULES = (
    "base catalog commands common expressions ml_common ml pipelines relations types"
).split()


def main(path: str) -> None:
    files: dict[str, descriptor_pb2.FileDescriptorProto] = {}

    def add(descriptor) -> None:
        if descriptor.name in files:
            return
        for dependency in descriptor.dependencies:
            add(dependency)
        proto = descriptor_pb2.FileDescriptorProto()
        descriptor.CopyToProto(proto)
        files[descriptor.name] = proto  # dependencies first, as protoc wants them

    for name in MODULES:
        add(importlib.import_module(f"pyspark.sql.connect.proto.{name}_pb2").DESCRIPTOR)
    with open(path, "wb") as out:
        out.write(descriptor_pb2.FileDescriptorSet(file=files.values()).SerializeToString())


if __name__ == "__main__":
    main(sys.argv[1])
