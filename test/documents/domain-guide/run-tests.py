for name, test in list(globals().items()):
    if name.startswith("test_"):
        test()
        print(name)
