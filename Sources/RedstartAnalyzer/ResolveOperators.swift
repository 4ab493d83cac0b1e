import RedstartLogicalPlan
import RedstartTypes

/// The form of a call that clients send by name but that the expression tree has a case for; nil for real functions.
func operatorForm(_ name: String, _ call: UnresolvedFunction) -> Expression? {
  let a = call.arguments
  switch (name, a.count) {
  case ("==", 2), ("=", 2): return .comparison(.equal, a[0], a[1])
  case ("!=", 2), ("<>", 2): return .comparison(.notEqual, a[0], a[1])
  case ("<", 2): return .comparison(.less, a[0], a[1])
  case ("<=", 2): return .comparison(.lessOrEqual, a[0], a[1])
  case (">", 2): return .comparison(.greater, a[0], a[1])
  case (">=", 2): return .comparison(.greaterOrEqual, a[0], a[1])
  case ("<=>", 2), ("equal_null", 2): return .comparison(.nullSafeEqual, a[0], a[1])
  case ("and", 2), ("&&", 2): return .and(a[0], a[1])
  case ("or", 2): return .or(a[0], a[1])
  case ("not", 1), ("!", 1): return .not(a[0])
  case ("isnull", 1): return .isNull(a[0])
  case ("isnotnull", 1): return .isNotNull(a[0])
  case ("in", let count) where count >= 1:
    if count == 2, case .subquery(var subquery) = a[1] {
      subquery.kind = .in([a[0]])
      return .subquery(subquery)
    }
    return .inList(a[0], Array(a.dropFirst()))
  case ("when", let count) where count >= 2:
    let pairs = stride(from: 0, to: count - 1, by: 2).map { CaseBranch(a[$0], a[$0 + 1]) }
    return .caseWhen(pairs, otherwise: count % 2 == 1 ? a[count - 1] : nil)
  case ("+", 2): return .arithmetic(Arithmetic(.add, a[0], a[1], origin: call.origin))
  case ("-", 2): return .arithmetic(Arithmetic(.subtract, a[0], a[1], origin: call.origin))
  case ("*", 2): return .arithmetic(Arithmetic(.multiply, a[0], a[1], origin: call.origin))
  case ("/", 2): return .arithmetic(Arithmetic(.divide, a[0], a[1], origin: call.origin))
  case ("%", 2), ("mod", 2): return .arithmetic(Arithmetic(.remainder, a[0], a[1], origin: call.origin))
  case ("div", 2): return .arithmetic(Arithmetic(.integralDivide, a[0], a[1], origin: call.origin))
  case ("try_add", 2): return .arithmetic(Arithmetic(.add, a[0], a[1], mode: .try, origin: call.origin))
  case ("try_subtract", 2): return .arithmetic(Arithmetic(.subtract, a[0], a[1], mode: .try, origin: call.origin))
  case ("try_multiply", 2): return .arithmetic(Arithmetic(.multiply, a[0], a[1], mode: .try, origin: call.origin))
  case ("try_divide", 2): return .arithmetic(Arithmetic(.divide, a[0], a[1], mode: .try, origin: call.origin))
  case ("try_mod", 2): return .arithmetic(Arithmetic(.remainder, a[0], a[1], mode: .try, origin: call.origin))
  default: return nil
  }
}
