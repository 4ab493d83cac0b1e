import RedstartDiagnostics

/// A pattern of `LIKE`: `%` stands for any text, `_` for one character.
struct LikePattern {
  /// The pieces between `%`, each a run of bytes and single wild characters.
  private var pieces: [Piece] = []
  private var anchoredAtStart = true
  private var anchoredAtEnd = true

  struct Piece {
    var bytes: [UInt8] = []
    /// Where `_` stand among the bytes, if anywhere.
    var wild: [Bool] = []
    var hasWild = false
  }

  /// The pattern as a literal of SQL.
  private static func shown(_ pattern: Bytes) -> String {
    "'" + pattern.string.flatMap { $0 == "\\" || $0 == "'" ? ["\\", $0] : [$0] } + "'"
  }

  /// - Throws: `INVALID_FORMAT.ESC_AT_THE_END` or `INVALID_FORMAT.ESC_IN_THE_MIDDLE`.
  init(_ pattern: Bytes, escape: UInt8) throws {
    var piece = Piece()
    var at = 0
    var lastWasPercent = false
    var sawPercent = false
    func add(_ byte: UInt8, wild: Bool) {
      piece.bytes.append(byte)
      piece.wild.append(wild)
      piece.hasWild = piece.hasWild || wild
    }
    while at < pattern.count {
      let byte = pattern[at]
      if byte == escape {
        guard at + 1 < pattern.count else {
          throw SparkError("INVALID_FORMAT.ESC_AT_THE_END", ["format": Self.shown(pattern)])
        }
        let next = pattern[at + 1]
        guard next == 37 || next == 95 || next == escape else {
          throw SparkError(
            "INVALID_FORMAT.ESC_IN_THE_MIDDLE",
            ["format": Self.shown(pattern), "char": "'\(String(decoding: [next], as: UTF8.self))'"])
        }
        add(next, wild: false)
        lastWasPercent = false
        at += 2
        continue
      }
      if byte == 37 {
        if pieces.isEmpty, piece.bytes.isEmpty, !sawPercent { anchoredAtStart = false }
        sawPercent = true
        if !piece.bytes.isEmpty { pieces.append(piece) }
        piece = Piece()
        lastWasPercent = true
      } else {
        add(byte, wild: byte == 95)
        lastWasPercent = false
      }
      at += 1
    }
    if !piece.bytes.isEmpty { pieces.append(piece) }
    anchoredAtEnd = !lastWasPercent
  }

  /// Whether the whole text fits.
  func matches(_ text: Bytes) -> Bool {
    var at = 0
    var index = 0
    if pieces.isEmpty { return anchoredAtStart && anchoredAtEnd ? text.count == 0 : true }
    if anchoredAtStart {
      guard let end = match(pieces[0], text, 0) else { return false }
      at = end
      index = 1
      if pieces.count == 1 { return anchoredAtEnd ? at == text.count : true }
    }
    let last = pieces.count - 1
    while index < (anchoredAtEnd ? last : last + 1) {
      guard let end = find(pieces[index], text, at) else { return false }
      at = end
      index += 1
    }
    return anchoredAtEnd ? endsWith(pieces[last], text, at) : true
  }

  /// The end of the piece when it stands at `start`.
  private func match(_ piece: Piece, _ text: Bytes, _ start: Int) -> Int? {
    piece.bytes.withUnsafeBufferPointer { bytes in
      if !piece.hasWild { return text.matches(bytes, at: start) ? start &+ bytes.count : nil }
      var at = start
      for index in bytes.indices {
        if at >= text.count { return nil }
        if piece.wild[index] {
          at &+= characterLength(text[at])
        } else {
          if text[at] != bytes[index] { return nil }
          at &+= 1
        }
      }
      return at <= text.count ? at : nil
    }
  }

  /// The end of the first occurrence of the piece at or behind `start`.
  private func find(_ piece: Piece, _ text: Bytes, _ start: Int) -> Int? {
    if !piece.hasWild {
      return piece.bytes.withUnsafeBufferPointer { bytes in text.firstOffset(of: bytes, from: start).map { $0 &+ bytes.count } }
    }
    var at = start
    while at <= text.count {
      if let end = match(piece, text, at) { return end }
      at &+= at < text.count ? characterLength(text[at]) : 1
    }
    return nil
  }

  /// Whether the piece ends the text and begins at or behind `start`.
  private func endsWith(_ piece: Piece, _ text: Bytes, _ start: Int) -> Bool {
    if !piece.hasWild {
      return piece.bytes.withUnsafeBufferPointer { bytes in
        text.count &- bytes.count >= start && text.matches(bytes, at: text.count &- bytes.count)
      }
    }
    var at = start
    while at <= text.count {
      if match(piece, text, at) == text.count { return true }
      at &+= at < text.count ? characterLength(text[at]) : 1
    }
    return false
  }
}
