import RedstartKernels
import RedstartTypes

/// What the values of a column may be, as far as they have been seen.
enum ColumnGuess: Equatable {
  /// Nothing but nulls.
  case nothing
  case integer, long
  case decimal(precision: Int, scale: Int)
  case double, date, timestamp, boolean, string

  var type: DataType {
    switch self {
    case .nothing, .string: .string
    case .integer: .integer
    case .long: .long
    case .decimal(let precision, let scale): .decimal(precision: precision, scale: scale)
    case .double: .double
    case .date: .date
    case .timestamp: .timestamp
    case .boolean: .boolean
    }
  }

  /// Digits before the point and behind it of a number without fraction or of a decimal.
  private var digits: (whole: Int, scale: Int)? {
    switch self {
    case .integer: (10, 0)
    case .long: (20, 0)
    case .decimal(let precision, let scale): (precision - scale, scale)
    default: nil
    }
  }

  /// The guess that covers both.
  func merged(_ other: ColumnGuess, datesAreTimestamps: Bool) -> ColumnGuess {
    if self == other { return self }
    switch (self, other) {
    case (.nothing, let known), (let known, .nothing): return known
    case (.integer, .long), (.long, .integer): return .long
    case (.double, .integer), (.double, .long), (.double, .decimal), (.integer, .double), (.long, .double), (.decimal, .double):
      return .double
    case (.date, .timestamp), (.timestamp, .date): return datesAreTimestamps ? .timestamp : .string
    default: break
    }
    guard let a = digits, let b = other.digits else { return .string }
    // An integer's ten digits yield to a decimal that is as wide.
    let scale = max(a.scale, b.scale)
    let whole = max(a.whole, b.whole)
    return whole + scale > 38 ? .double : .decimal(precision: whole + scale, scale: scale)
  }
}

/// Guesses the types of columns from their values.
struct TypeGuesser: Sendable {
  typealias Bytes = UnsafePointer<UInt8>

  let formats: ValueFormats
  private let nullValue: [UInt8]
  private let preferDate: Bool
  /// Whether a timestamp's parser reads the dates of the column as well.
  let datesAreTimestamps: Bool

  init(_ options: CSVOptions, _ formats: ValueFormats) {
    self.formats = formats
    nullValue = options.nullValue
    preferDate = options.preferDate
    let lenient: Set = ["yyyy-MM-dd", "yyyy-M-d", "yyyy-M-dd", "yyyy-MM-d", "yyyy-MM", "yyyy-M", "yyyy"]
    datesAreTimestamps = options.timestampFormat == nil && lenient.contains(options.dateFormat ?? "yyyy-MM-dd")
  }

  @inline(__always)
  private func isNull(_ bytes: Bytes, _ count: Int) -> Bool {
    if count == 0 { return true }
    guard count == nullValue.count else { return false }
    return isNullText(bytes)
  }

  private func isNullText(_ bytes: Bytes) -> Bool { nullValue.indices.allSatisfy { bytes[$0] == nullValue[$0] } }

  /// Refines a guess by `count` values.
  func refine(_ guess: inout ColumnGuess, _ starts: UnsafePointer<Bytes>, _ lengths: UnsafePointer<Int32>, _ count: Int) {
    var row = 0
    while row < count {
      // Runs of values that fit take a tight loop.
      switch guess {
      case .string: return
      case .integer:
        while row < count {
          let length = Int(lengths[row])
          if !isNull(starts[row], length) {
            guard ShortNumber.integer(starts[row], length) != nil || isInt32(starts[row], length) else { break }
          }
          row &+= 1
        }
      case .long:
        while row < count {
          let length = Int(lengths[row])
          if !isNull(starts[row], length), ShortNumber.integer(starts[row], length) == nil,
            NumberText.parseInt64(starts[row], length) == nil
          {
            break
          }
          row &+= 1
        }
      case .double:
        while row < count {
          let length = Int(lengths[row])
          if !isNull(starts[row], length), ShortNumber.double(starts[row], length) == nil,
            NumberText.parseDouble(starts[row], length) == nil
          {
            break
          }
          row &+= 1
        }
      case .date where formats.isDefaultDate:
        while row < count {
          let length = Int(lengths[row])
          if !isNull(starts[row], length), length != 10 || DateText.parseISODate(starts[row]) == nil { break }
          row &+= 1
        }
      default: break
      }
      guard row < count else { return }
      let length = Int(lengths[row])
      if !isNull(starts[row], length) {
        guess = guess.merged(type(of: starts[row], length, after: guess), datesAreTimestamps: datesAreTimestamps)
      }
      row &+= 1
    }
  }

  private func isInt32(_ bytes: Bytes, _ count: Int) -> Bool {
    NumberText.parseInt64(bytes, count).map { $0 == Int64(Int32(truncatingIfNeeded: $0)) } ?? false
  }

  /// The narrowest type of a value, of those that a column of that guess can still become.
  private func type(of bytes: Bytes, _ count: Int, after guess: ColumnGuess) -> ColumnGuess {
    switch guess {
    case .nothing, .integer, .long:
      if let value = NumberText.parseInt64(bytes, count) ?? JavaText.integer(bytes, count) {
        return guess != .long && Int32(exactly: value) != nil ? .integer : .long
      }
      return decimalOrLess(bytes, count)
    case .decimal: return decimalOrLess(bytes, count)
    case .double: return doubleOrLess(bytes, count)
    case .date: return dateOrLess(bytes, count)
    case .timestamp: return timestampOrLess(bytes, count)
    case .boolean: return JavaText.boolean(bytes, count) != nil ? .boolean : .string
    case .string: return .string
    }
  }

  private func decimalOrLess(_ bytes: Bytes, _ count: Int) -> ColumnGuess {
    // Values with a fraction, or with an exponent, are doubles.
    if let value = DecimalText.parse(bytes, count), value.scale == 0 {
      return .decimal(precision: value.precision, scale: 0)
    }
    return doubleOrLess(bytes, count)
  }

  private func doubleOrLess(_ bytes: Bytes, _ count: Int) -> ColumnGuess {
    if NumberText.parseDouble(bytes, count) != nil || formats.double(bytes, count) != nil { return .double }
    return preferDate ? dateOrLess(bytes, count) : timestampOrLess(bytes, count)
  }

  private func dateOrLess(_ bytes: Bytes, _ count: Int) -> ColumnGuess {
    formats.strictDate(bytes, count) != nil ? .date : timestampOrLess(bytes, count)
  }

  private func timestampOrLess(_ bytes: Bytes, _ count: Int) -> ColumnGuess {
    if formats.strictTimestamp(bytes, count) != nil { return .timestamp }
    return JavaText.boolean(bytes, count) != nil ? .boolean : .string
  }
}
