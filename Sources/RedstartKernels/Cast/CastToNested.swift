import RedstartColumnar
import RedstartTypes

extension CastStep {
  /// Arrays, maps and structs are converted element by element.
  func toNested() throws -> Vector {
    switch (source.layout, to) {
    case (.list(let offsets, let child), .array(let element, _)):
      return Vector(
        type: to, count: count, validity: source.validity,
        layout: .list(offsets: offsets, child: try convert(child, element)))
    case (.map(let offsets, let keys, let values), .map(let key, let value, _)):
      return Vector(
        type: to, count: count, validity: source.validity,
        layout: .map(offsets: offsets, keys: try convert(keys, key), values: try convert(values, value)))
    case (.structure(let children), .struct(let fields)) where children.count == fields.count:
      let converted = try zip(children, fields.fields).map { try convert($0, $1.type) }
      return Vector(type: to, count: count, validity: source.validity, layout: .structure(converted))
    default: throw unsupported()
    }
  }

  private func convert(_ child: Vector, _ type: DataType) throws -> Vector {
    try CastKernel.cast(child, to: type, mode: mode, zone: zone)
  }
}
