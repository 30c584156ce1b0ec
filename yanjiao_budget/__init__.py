"""The budget disclosure of the Yanjiao High-tech Zone as tables, checks and charts.

Names load when they are first used; `__init__.pyi` lists them.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
