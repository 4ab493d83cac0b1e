/// Distances and codes of words.
enum TextMeasures {
  /// The code that sounds alike words share.
  static func appendSoundex(_ text: Bytes, _ append: (Bytes) -> Void) {
    let codes = Array("01230127022455012623017202".utf8)
    guard let first = text.first else { return append(text) }
    func upper(_ byte: UInt8) -> UInt8 { (97...122).contains(byte) ? byte - 32 : byte }
    let letter = upper(first)
    guard (65...90).contains(letter) else { return append(text) }
    var result: [UInt8] = [letter, 48, 48, 48]
    var length = 1
    var last = codes[Int(letter - 65)]
    for index in 1..<max(1, text.count) {
      let byte = upper(text[index])
      guard (65...90).contains(byte) else {
        last = 48
        continue
      }
      let code = codes[Int(byte - 65)]
      if code == 55 { continue }
      if code != 48, code != last {
        result[length] = code
        length += 1
        if length > 3 { break }
      }
      last = code
    }
    result.withUnsafeBufferPointer { append($0) }
  }

  /// How many characters must be changed, added or removed.
  static func levenshtein(_ a: Bytes, _ b: Bytes) -> Int {
    let x = Array(a.string.unicodeScalars)
    let y = Array(b.string.unicodeScalars)
    if x.isEmpty || y.isEmpty { return x.count + y.count }
    var row = Array(0...y.count)
    for i in 1...x.count {
      var diagonal = row[0]
      row[0] = i
      for j in 1...y.count {
        let above = row[j]
        row[j] = min(min(above, row[j - 1]) + 1, diagonal + (x[i - 1] == y[j - 1] ? 0 : 1))
        diagonal = above
      }
    }
    return row[y.count]
  }

  /// The first letter of each word, after spaces, in upper case and the others in lower case.
  static func initialCapitals(_ text: Bytes) -> String {
    var result = ""
    var atStart = true
    for character in text.string.lowercased() {
      result += atStart ? character.uppercased() : String(character)
      atStart = character == " "
    }
    return result
  }

  /// The part before (or, for negative counts, behind) the count-th delimiter.
  static func part(of text: Bytes, upTo count: Int, _ delimiter: Bytes) -> Bytes {
    if count == 0 || delimiter.count == 0 { return text.part(0..<0) }
    var left = count.magnitude
    if count > 0 {
      var at = -1
      while left > 0 {
        guard let found = text.firstOffset(of: delimiter, from: at + 1) else { return text }
        at = found
        left -= 1
      }
      return text.part(0..<at)
    }
    var at = text.count - delimiter.count + 1
    while left > 0 {
      guard let found = text.lastOffset(of: delimiter, before: at - 1 + delimiter.count) else { return text }
      at = found
      left -= 1
    }
    return text.part((at + delimiter.count)..<text.count)
  }
}
