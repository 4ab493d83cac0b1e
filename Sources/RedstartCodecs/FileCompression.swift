import RedstartDiagnostics

/// How a whole text file is compressed.
public enum FileCompression: Sendable {
  case none, gzip, bzip2, zstd

  /// By the suffix of a file's name.
  public init(path: String) {
    let name = path.lowercased()
    if name.hasSuffix(".gz") || name.hasSuffix(".gzip") {
      self = .gzip
    } else if name.hasSuffix(".bz2") {
      self = .bzip2
    } else if name.hasSuffix(".zst") {
      self = .zstd
    } else {
      self = .none
    }
  }

  /// By the option `compression` of a write.
  /// - Throws: `CODEC_NOT_AVAILABLE.WITH_AVAILABLE_CODECS_SUGGESTION` for an unknown name.
  public init(option: String?) throws {
    switch option?.lowercased() {
    case nil, "none", "uncompressed": self = .none
    case "gzip": self = .gzip
    case "bzip2": self = .bzip2
    case "zstd": self = .zstd
    case "lz4", "snappy", "deflate":
      throw SparkError.unsupported("writing text with compression \(option ?? "")", "Use gzip, zstd or bzip2.")
    case let name?:
      throw SparkError(
        "CODEC_NOT_AVAILABLE.WITH_AVAILABLE_CODECS_SUGGESTION",
        ["codecName": name, "availableCodecs": "bzip2, deflate, uncompressed, snappy, none, lz4, gzip, zstd"])
    }
  }

  /// Checks the option `compression` of a read, which decides nothing: the suffix of each file does.
  public init(readingWith option: String?) throws {
    if let name = option?.lowercased(), !["lz4", "snappy", "deflate"].contains(name) { _ = try FileCompression(option: name) }
    self = .none
  }

  /// What is added to a file's name: `.gz`, `.bz2`, `.zst` or nothing.
  public var fileSuffix: String {
    switch self {
    case .none: ""
    case .gzip: ".gz"
    case .bzip2: ".bz2"
    case .zstd: ".zst"
    }
  }
}
