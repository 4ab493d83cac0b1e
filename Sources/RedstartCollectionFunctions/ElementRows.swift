import RedstartColumnar
import RedstartLogicalPlan
import RedstartMemory
import RedstartTypes

/// The elements of the arrays or maps of a batch, one after the other: what function literals run over.
///
/// Elements of null rows are not among them: a body that fails for them would fail for nothing.
struct ElementRows {
  /// The rows of the call.
  let rowCount: Int
  private let callCount: Int
  private let isConstant: Bool
  /// The rows in which no argument is null.
  let validity: Bitmap?
  /// Where the elements of each row begin; one more than there are rows.
  let offsets: [Int32]
  /// For each element, its row.
  let rows: Selection
  /// For each element, its place in the child vector.
  private let places: Selection
  /// Whether the child holds exactly these elements.
  private let isWhole: Bool

  /// - Parameters:
  ///   - arguments: The arrays or maps, and what else must not be null.
  ///   - range: The elements of a row.
  init(_ arguments: [Vector], _ count: Int, childCount: Int, _ range: (Int) -> Range<Int>) {
    callCount = count
    (rowCount, isConstant) = RowLoop.extent(arguments, count)
    validity = RowLoop.validity(arguments, rowCount)
    var offsets: [Int32] = [0]
    var rows: [Int32] = []
    var places: [Int32] = []
    offsets.reserveCapacity(rowCount + 1)
    rows.reserveCapacity(childCount)
    places.reserveCapacity(childCount)
    for row in 0..<rowCount {
      if validity.map({ $0[row] }) ?? true {
        for place in range(row) {
          rows.append(Int32(truncatingIfNeeded: row))
          places.append(Int32(truncatingIfNeeded: place))
        }
      }
      offsets.append(Int32(truncatingIfNeeded: rows.count))
    }
    isWhole =
      places.count == childCount && (places.isEmpty || (places[0] == 0 && Int(places[places.count - 1]) == childCount - 1))
    self.offsets = offsets
    self.rows = Selection(rows)
    self.places = Selection(places)
  }

  init(_ lists: ListColumn, _ arguments: [Vector], _ count: Int) {
    self.init(arguments, count, childCount: lists.child.count) { lists[$0] }
  }

  init(_ maps: MapColumn, _ arguments: [Vector], _ count: Int) {
    self.init(arguments, count, childCount: maps.keys.count) { maps[$0] }
  }

  var count: Int { rows.count }

  /// The elements' values out of the child.
  func pick(_ child: Vector) -> Vector { isWhole ? child : child.gather(places).flattened() }

  /// For each element its number in its row, from 0.
  var numbers: Vector {
    let buffer = Buffer(count: max(count, 1), of: Int32.self)
    let out = buffer.mutable(Int32.self)
    for row in 0..<rowCount {
      let start = offsets[row]
      for element in start..<offsets[row + 1] { out[Int(element)] = element - start }
    }
    return Vector(type: .integer, count: count, values: buffer)
  }

  /// A body's values for all elements.
  func run(_ body: any LambdaBody, _ variables: [Vector], type: DataType) throws -> Vector {
    if count == 0 { return Vector.nulls(type, count: 0).flattened() }
    return try body(variables, rows: rows).flattened()
  }

  /// A body's values, called with an element and, where it wants that, the element's number.
  func run(_ body: any LambdaBody, elements child: Vector, type: DataType) throws -> Vector {
    try run(body, body.variableCount > 1 ? [pick(child), numbers] : [pick(child)], type: type)
  }

  /// A list for each row out of a value for each element; other offsets when elements were dropped.
  func lists(_ type: DataType, _ values: Vector, offsets: [Int32]? = nil) -> Vector {
    wrap(
      Vector(
        type: type, count: rowCount, validity: validity,
        layout: .list(offsets: Buffer(copying: offsets ?? self.offsets), child: values)))
  }

  /// A map for each row out of a key and a value for each element; other offsets when elements were dropped.
  func maps(_ type: DataType, keys: Vector, values: Vector, offsets: [Int32]? = nil) -> Vector {
    wrap(
      Vector(
        type: type, count: rowCount, validity: validity,
        layout: .map(offsets: Buffer(copying: offsets ?? self.offsets), keys: keys, values: values)))
  }

  /// The elements for which a condition is true, with the places where each row's now begin.
  func kept(_ condition: Vector) -> (elements: Selection, offsets: [Int32]) {
    let isTrue = FixedColumn<UInt8>(condition)
    let isNull = NullColumn(condition)
    var elements: [Int32] = []
    var starts: [Int32] = [0]
    for row in 0..<rowCount {
      for element in Int(offsets[row])..<Int(offsets[row + 1]) where isTrue[element] != 0 && !isNull(element) {
        elements.append(Int32(truncatingIfNeeded: element))
      }
      starts.append(Int32(truncatingIfNeeded: elements.count))
    }
    return (Selection(elements), starts)
  }

  /// The result of the call: the same value in all rows when the arguments are.
  func wrap(_ vector: Vector) -> Vector { isConstant ? .constant(vector, count: callCount) : vector }
}
