// The C libraries that Redstart decompresses with; installed by the system's package manager.
#pragma once
#include <bzlib.h>
#include <lz4.h>
#include <lz4frame.h>
#include <snappy-c.h>
#include <zlib.h>
#include <zstd.h>
