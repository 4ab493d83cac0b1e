import Foundation

/// What the command line says.
struct Arguments {
  /// A Spark Connect server; nil runs everything in this process.
  var remote: String?
  var data = "Examples/data"
  var out = "out"
  /// Train on this many flights, spread evenly over the nine months.
  var rows: Int?
  /// Predict before departure, without the delay at the gate.
  var before = false
  var depth = 5

  static let usage = """
    usage: FlightDelays [--remote sc://HOST:PORT] [--data FOLDER] [--out FOLDER] [--rows N] [--before] [--depth N]

    Without --remote the program needs no server: the engine runs in this process.
    """

  /// - Throws: ``Misuse`` with a sentence for what cannot be understood.
  init(_ words: some Sequence<String>) throws {
    var words = Array(words)[...]
    while let word = words.popFirst() {
      func value() throws -> String {
        guard let value = words.popFirst() else { throw Misuse(message: "\(word) needs a value") }
        return value
      }
      func number() throws -> Int {
        let text = try value()
        guard let number = Int(text), number >= 0 else { throw Misuse(message: "\(word) takes a number, not \(text)") }
        return number
      }
      switch word {
      case "--remote": remote = try value()
      case "--data": data = try value()
      case "--out": out = try value()
      case "--rows": rows = try number()
      case "--before": before = true
      case "--depth": depth = try number()
      default: throw Misuse(message: "there is no \(word)")
      }
    }
  }
}

struct Misuse: Error {
  let message: String
}
