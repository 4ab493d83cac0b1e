import RedstartLogicalPlan
import RedstartTypes

/// Up to five column names, the most similar to `nameParts` first and equals by their letters, as Spark orders and quotes them.
func suggestions(for nameParts: [String], _ attributes: [Attribute]) -> [String] {
  let full = attributes.map { $0.shownQualifier + [$0.name] }
  // Qualifiers that say nothing are left out: the same one everywhere, unless the name has one itself.
  let prefixes = Set(full.map { Array($0.dropLast()) })
  let names: [[String]] =
    if prefixes.count == 1, nameParts.count == 1 {
      full.map { [$0[$0.count - 1]] }
    } else {
      full.map { Array($0.suffix(2)) }
    }
  let wanted = nameParts.joined(separator: ".")
  let quotedNames = names.map { $0.map(quoted).joined(separator: ".") }
  let ranked = quotedNames.map { (distance: editDistance($0, wanted), name: $0) }.sorted { $0 < $1 }
  return ranked.prefix(5).map(\.name)
}

/// How many letters must be inserted, removed or replaced to make one text of the other.
func editDistance(_ a: String, _ b: String) -> Int {
  let x = Array(a.utf16)
  let y = Array(b.utf16)
  var previous = Array(0...y.count)
  for i in 0..<x.count {
    var current = [i + 1]
    current.reserveCapacity(y.count + 1)
    for j in 0..<y.count {
      current.append(min(previous[j + 1] + 1, current[j] + 1, previous[j] + (x[i] == y[j] ? 0 : 1)))
    }
    previous = current
  }
  return previous[y.count]
}
