import RedstartColumnar
import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes

/// Field `ordinal` of each struct of an array: `array.field`.
func arrayOfFields(_ base: Expression, _ ordinal: Int, _ name: String) -> Expression {
  guard case .array(let element, let containsNull) = base.type.storage, case .struct(let fields) = element.storage else {
    return base
  }
  let field = fields.fields[ordinal]
  let type = DataType.array(field.type, containsNull: containsNull || field.nullable)
  let function = BoundFunction(
    "getarraystructfields", type: type, nullable: base.nullable, sql: { "\($0[0]).\(name)" }
  ) { arguments, count in
    let lists = ListColumn(arguments[0])
    let child = lists.child
    guard case .structure(let parts) = child.layout else { return .nulls(type, count: count) }
    let part = parts[ordinal].flattened()
    let values = part.withValidity(Bitmap.and(part.rowValidity, child.rowValidity))
    let rows = lists.owner
    guard case .list(let offsets, _) = rows.layout else { return .nulls(type, count: count) }
    let result = Vector(type: type, count: rows.count, validity: rows.validity, layout: .list(offsets: offsets, child: values))
    return arguments[0].isConstant ? .constant(result, count: count) : result
  }
  return .call(FunctionCall(function, [base]))
}
