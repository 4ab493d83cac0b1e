// The kernels stand in folders by kind.
