#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A place where each thread keeps an object of its own.
struct ThreadSlot: Sendable {
  private let key: pthread_key_t

  static let zstandard = ThreadSlot()

  init() {
    var key = pthread_key_t()
    pthread_key_create(&key) { object in
      #if canImport(Glibc)
        if let object { Unmanaged<AnyObject>.fromOpaque(object).release() }
      #else
        Unmanaged<AnyObject>.fromOpaque(object).release()
      #endif
    }
    self.key = key
  }

  /// The calling thread's object, made at its first use.
  func value<T: AnyObject>(_ make: () -> T) -> T {
    if let stored = pthread_getspecific(key) { return Unmanaged<T>.fromOpaque(stored).takeUnretainedValue() }
    let object = make()
    pthread_setspecific(key, Unmanaged.passRetained(object).toOpaque())
    return object
  }
}
