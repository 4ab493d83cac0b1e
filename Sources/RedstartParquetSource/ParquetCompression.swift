import RedstartCodecs
import RedstartConnectors
import RedstartDiagnostics

/// The codecs that files are written with.
enum ParquetCompression: String, CaseIterable {
  case none, uncompressed, snappy, gzip, zstd, lz4
  case lz4Raw = "lz4_raw"

  static let names = allCases.map(\.rawValue)

  /// The codec of the options; snappy by default.
  init(_ options: SourceOptions) throws {
    let name = options.first("compression", "parquet.compression", "codec") ?? "snappy"
    guard let codec = ParquetCompression(rawValue: name.lowercased()) else {
      throw SparkError(
        "CODEC_NOT_AVAILABLE.WITH_AVAILABLE_CODECS_SUGGESTION",
        ["codecName": name, "availableCodecs": Self.names.joined(separator: ", ")])
    }
    self = codec
  }

  /// What Spark puts before `.parquet` in names of files.
  var fileSuffix: String {
    switch self {
    case .none, .uncompressed: ""
    case .snappy: ".snappy"
    case .gzip: ".gz"
    case .zstd: ".zstd"
    case .lz4: ".lz4hadoop"
    case .lz4Raw: ".lz4raw"
    }
  }

  /// The number in the footer.
  var kind: CodecKind {
    switch self {
    case .none, .uncompressed: .uncompressed
    case .snappy: .snappy
    case .gzip: .gzip
    case .zstd: .zstd
    case .lz4: .lz4
    case .lz4Raw: .lz4Raw
    }
  }

  func compress(_ bytes: UnsafeRawBufferPointer) throws -> [UInt8] {
    switch self {
    case .none, .uncompressed: Array(bytes)
    case .snappy: try BlockCodec.snappy.compress(bytes)
    case .gzip: try BlockCodec.gzip.compress(bytes)
    case .zstd: try BlockCodec.zstd.compress(bytes)
    case .lz4: try HadoopLZ4.compress(bytes)
    case .lz4Raw: try BlockCodec.lz4Raw.compress(bytes)
    }
  }
}
